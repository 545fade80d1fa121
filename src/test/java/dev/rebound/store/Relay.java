package dev.rebound.store;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database at another port, which can stand still. */
final class Relay {
  private static final Lane.Limits ANY =
      new Lane.Limits(
          "test", 1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Lane.Plans.PREPARED);

  private final Vertx vertx;
  private final SqlConnectOptions target;
  private volatile boolean refuses;
  // A client that nobody refers to is closed by the garbage collection, with its connections.
  private final NetClient client;
  private final List<NetSocket> answering = new CopyOnWriteArrayList<>();

  private Relay(Vertx vertx, SqlConnectOptions target) {
    this.vertx = vertx;
    this.target = target;
    this.client = vertx.createNetClient();
  }

  static Relay to(Vertx vertx, String database) {
    return new Relay(
        vertx,
        ConnectOptions.of(
            database, new StoreOptions.Servers(List.of(database), Optional.empty(), false), ANY));
  }

  /** Listens; answers at which port. */
  int listen() {
    NetServer server = vertx.createNetServer().connectHandler(this::relay).listen(0).await();
    return server.actualPort();
  }

  /** Cuts each new connection off, or no more. */
  void refuse(boolean refuses) {
    this.refuses = refuses;
  }

  private void relay(NetSocket asking) {
    if (refuses) {
      asking.close();
      return;
    }
    asking.pause();
    client
        .connect(target.getPort(), target.getHost())
        .onSuccess(
            server -> {
              answering.add(server);
              asking.pipeTo(server);
              server.pipeTo(asking);
            });
  }

  /** From now on no answer of a connection that there is comes through. */
  void hold() {
    answering.forEach(NetSocket::pause);
  }

  /** Where the database is, were it at this port. */
  static String at(int port, String database) {
    return database.replaceFirst("@[^/]*/", "@127.0.0.1:" + port + "/");
  }
}
