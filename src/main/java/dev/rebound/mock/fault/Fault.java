package dev.rebound.mock.fault;

import dev.rebound.api.Bodies;
import dev.rebound.api.Edge;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.v3.BounceListEndpoints;
import dev.rebound.api.wire.Problem;
import dev.rebound.mock.record.Recording;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Random;

/** What happens to a request that a rule takes. What a fault does not say goes its usual way. */
public sealed interface Fault {

  /** Whether it can do anything to such a request. */
  default boolean fits(HttpServerRequest request) {
    return true;
  }

  /** Takes a request in the place of the edge. */
  default Future<Void> receive(Edge edge, HttpServerRequest request, Random random) {
    edge.handle(request);
    return Future.succeededFuture();
  }

  /** What is sent instead of its answer. */
  default ApiResponse change(ApiResponse answer, HttpServerResponse response) {
    return answer;
  }

  /** Answered with SendGrid's body for a status, or nginx's; nothing is done. */
  record Refusal(ApiResponse page, Problem problem) implements Fault {
    /** In the form of the endpoint that was asked. */
    Refusal(Problem problem) {
      this(null, problem);
    }

    /** As the server in front of the endpoints answers. */
    Refusal(ApiResponse page) {
      this(page, null);
    }

    // The start of the body is waited for, so that it is on record when the answer comes.
    @Override
    public Future<Void> receive(Edge edge, HttpServerRequest request, Random random) {
      return Bodies.read(request, Recording.MAX_BODY)
          .compose(read -> page == null ? edge.refuse(request, problem) : edge.send(request, page));
    }
  }

  /** Done as usual, but later. */
  record Latency(Delay delay) implements Fault {
    @Override
    public Future<Void> receive(Edge edge, HttpServerRequest request, Random random) {
      return Timers.pause(delay.millis(random))
          .compose(waited -> Fault.super.receive(edge, request, random));
    }
  }

  /** The connection is reset, and nothing is done. */
  record Reset() implements Fault {
    @Override
    public Future<Void> receive(Edge edge, HttpServerRequest request, Random random) {
      return ConnectionReset.of(request.connection());
    }
  }

  /**
   * Done, but the answer breaks off.
   *
   * @param bytes of the body that are sent, 0 or more
   */
  record Truncation(int bytes) implements Fault {
    @Override
    public ApiResponse change(ApiResponse answer, HttpServerResponse response) {
      return Pieces.cut(answer, bytes, response);
    }
  }

  /**
   * Done, but the answer comes in drops.
   *
   * @param bytes of each, 1 or more
   * @param everyMillis between two of them, 1 or more
   */
  record Drip(int bytes, int everyMillis) implements Fault {
    @Override
    public ApiResponse change(ApiResponse answer, HttpServerResponse response) {
      return Pieces.drip(answer, bytes, everyMillis, response);
    }
  }

  /** Answered as the same request was the first time. */
  record Stale() implements Fault {
    @Override
    public boolean fits(HttpServerRequest request) {
      return request.method() == HttpMethod.GET;
    }
  }

  /**
   * A page of the list shows other rows than those at its offset.
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
  }

  /** nginx's own 406, byte for byte (contract, 2.4). */
  static ApiResponse nginxNotAcceptable() {
    String html =
        "<html>\r\n<head><title>406 Not Acceptable</title></head>\r\n<body bgcolor=\"white\">\r\n"
            + "<center><h1>406 Not Acceptable</h1></center>\r\n<hr><center>nginx</center>\r\n"
            + "</body>\r\n</html>\r\n";
    return new ApiResponse(406, "text/html", Buffer.buffer(html), null, null, null);
  }
}
