package dev.rebound.mock.fault;

import dev.rebound.api.Responder;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.v3.BounceListEndpoints;
import dev.rebound.api.wire.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Random;

/** The effect of a rule on a request. By default a request and its response pass unchanged. */
public sealed interface Fault {

  /** Whether it can affect such a request. */
  default boolean fits(HttpServerRequest request) {
    return true;
  }

  /** Handles a request before its authentication. */
  default void receive(RoutingContext context, Random random, Responder responder) {
    context.next();
  }

  /** Returns the response to send instead. */
  default ApiResponse change(ApiResponse response, HttpServerResponse head) {
    return response;
  }

  // Waits for the body, so that its start is on record when the response arrives.
  private static void afterBody(RoutingContext context, Runnable response) {
    context.request().endHandler(ended -> response.run()).resume();
  }

  /**
   * Responds in the place of the endpoint with SendGrid's body for a status, in the format of the
   * route.
   */
  record Status(Problem problem) implements Fault {
    @Override
    public void receive(RoutingContext context, Random random, Responder responder) {
      afterBody(context, () -> RequestData.refuse(context, problem));
    }
  }

  /**
   * Responds in the place of the endpoint with nginx's own page for 406, byte for byte (contract,
   * 2.4).
   */
  record NginxPage() implements Fault {
    private static final String HTML =
        "<html>\r\n<head><title>406 Not Acceptable</title></head>\r\n<body bgcolor=\"white\">\r\n"
            + "<center><h1>406 Not Acceptable</h1></center>\r\n<hr><center>nginx</center>\r\n"
            + "</body>\r\n</html>\r\n";

    @Override
    public void receive(RoutingContext context, Random random, Responder responder) {
      ApiResponse page = ApiResponse.of(406, "text/html", Buffer.buffer(HTML));
      afterBody(context, () -> responder.send(context, page));
    }
  }

  /** Serves the request later. */
  record Latency(Delay delay) implements Fault {
    @Override
    public void receive(RoutingContext context, Random random, Responder responder) {
      Delay.pause(delay.millis(random)).onSuccess(waited -> context.next());
    }
  }

  /** Resets the connection without serving the request. */
  record Reset() implements Fault {
    // The system sends a TCP RST instead of a FIN if the socket does not linger. Vert.x sets no
    // option of an open connection, so that the channel does.
    @Override
    public void receive(RoutingContext context, Random random, Responder responder) {
      HttpServerConnection connection = (HttpServerConnection) context.request().connection();
      Channel channel = connection.channelHandlerContext().channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }

  /**
   * Serves the request, and breaks off its response.
   *
   * @param bytes of the body that are sent, 0 or more
   */
  record Truncation(int bytes) implements Fault {
    @Override
    public ApiResponse change(ApiResponse response, HttpServerResponse head) {
      return Pieces.cut(response, bytes, head);
    }
  }

  /**
   * Serves the request, and sends its response piece by piece.
   *
   * @param bytes of a piece, 1 or more
   * @param everyMillis between two pieces, 1 or more
   */
  record Drip(int bytes, int everyMillis) implements Fault {
    @Override
    public ApiResponse change(ApiResponse response, HttpServerResponse head) {
      return Pieces.drip(response, bytes, everyMillis, head);
    }
  }

  /** Repeats the first response to the same request. */
  record Stale() implements Fault {
    @Override
    public boolean fits(HttpServerRequest request) {
      return request.method() == HttpMethod.GET;
    }
  }

  /**
   * Shows other rows on a page of the list than those at its offset.
   *
   * @param rows further down, or up when negative; not 0
   */
  record Drift(int rows) implements Fault {
    @Override
    public boolean fits(HttpServerRequest request) {
      String path = request.path();
      return request.method() == HttpMethod.GET
          && (path.equals(BounceListEndpoints.PATH) || path.equals(BounceListEndpoints.PATH + "/"));
    }

    @Override
    public void receive(RoutingContext context, Random random, Responder responder) {
      RequestData.setRowShift(context, rows);
      context.next();
    }
  }
}
