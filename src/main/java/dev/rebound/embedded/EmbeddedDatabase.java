package dev.rebound.embedded;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A durable PostgreSQL in a data folder, for those who give no database of their own. It listens on
 * 127.0.0.1 and asks for a password; it lives on when its owner is killed, and the next owner takes
 * it over.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration READY = Duration.ofSeconds(30);

  private final DatabaseUrl url;
  private final Optional<ServerKeeper> keeper;

  private EmbeddedDatabase(DatabaseUrl url, Optional<ServerKeeper> keeper) {
    this.url = url;
    this.keeper = keeper;
  }

  /**
   * For the service: starts the server and keeps it running until {@link #close}. Takes seconds at
   * the first start, and minutes where much must be recovered after a crash.
   *
   * @throws SetupException when another process owns the folder, or the server cannot be started
   */
  public static EmbeddedDatabase start(Path dataDir) {
    return start(dataDir, PATIENCE);
  }

  static EmbeddedDatabase start(Path dataDir, Duration timeout) {
    PostgresArchive archive = archive();
    return owner(archive, DataFolderLock.acquire(DataFolder.open(dataDir), timeout));
  }

  /**
   * For a short command: uses the server of the process that owns the folder, or, where none does,
   * owns it.
   *
   * @throws SetupException when the owner's server is not ready within 30 s, or as {@link #start}
   */
  public static EmbeddedDatabase startOrShare(Path dataDir) {
    PostgresArchive archive = archive();
    DataFolder folder = DataFolder.open(dataDir);
    Deadline deadline = Deadline.in(READY);
    while (true) {
      Optional<DataFolderLock> lock = DataFolderLock.tryAcquire(folder);
      if (lock.isPresent()) {
        return owner(archive, lock.get());
      }
      Optional<DatabaseUrl> running = running(folder);
      if (running.isPresent()) {
        return new EmbeddedDatabase(running.get(), Optional.empty());
      }
      if (deadline.isOver()) {
        throw new SetupException(
            "the database in %s, which another Rebound runs (%s), is not ready: try again later"
                .formatted(folder.root(), DataFolderLock.holder(folder)));
      }
      deadline.pause();
    }
  }

  /** Holds the password. */
  public DatabaseUrl url() {
    return url;
  }

  /** Stops the server, when it is this one's to stop. */
  @Override
  public void close() {
    keeper.ifPresent(ServerKeeper::close);
  }

  /** Lets go of the folder without stopping the server: what a kill does, for tests. */
  void abandon() {
    keeper.ifPresent(ServerKeeper::abandon);
  }

  private static PostgresArchive archive() {
    return PostgresArchive.find(EmbeddedDatabase.class.getClassLoader());
  }

  private static EmbeddedDatabase owner(PostgresArchive archive, DataFolderLock lock) {
    ServerKeeper keeper = ServerKeeper.start(archive, lock);
    return new EmbeddedDatabase(keeper.url(), Optional.of(keeper));
  }

  private static Optional<DatabaseUrl> running(DataFolder folder) {
    Optional<ClusterLogin> login = ClusterLogin.read(folder);
    Optional<Postmaster> server = Postmaster.read(folder.cluster()).filter(Postmaster::isRunning);
    if (login.isEmpty() || server.isEmpty() || !login.get().isReady(server.get().port())) {
      return Optional.empty();
    }
    return Optional.of(login.get().url(server.get().port()));
  }
}
