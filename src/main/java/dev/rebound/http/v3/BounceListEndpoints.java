package dev.rebound.http.v3;

import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BounceDeletion;
import dev.rebound.bounce.BouncePage;
import dev.rebound.bounce.BounceQuery.Position;
import dev.rebound.bounce.Scope;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.http.Bodies;
import dev.rebound.http.Caller;
import dev.rebound.http.HttpOptions;
import dev.rebound.http.Resource;
import dev.rebound.http.read.Accept;
import dev.rebound.http.read.DeleteRequest;
import dev.rebound.http.read.ListCursor;
import dev.rebound.http.read.ListRequest;
import dev.rebound.http.read.Problem;
import dev.rebound.http.read.Query;
import dev.rebound.http.write.Answer;
import dev.rebound.http.write.LinkHeader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The list, and deleting many of it (contract, 3.1 and 3.2). */
public final class BounceListEndpoints {
  private static final String PATH = "/v3/suppression/bounces";

  private final Bus bus;
  private final HttpOptions options;

  public BounceListEndpoints(Bus bus, HttpOptions options) {
    this.bus = bus;
    this.options = options;
  }

  public Resource resource() {
    return Resource.at(PATH, PATH + "/")
        .with(HttpMethod.GET, Scope.BOUNCES_READ, this::list)
        .with(HttpMethod.DELETE, Scope.BOUNCES_DELETE, this::delete);
  }

  private Future<Answer> list(HttpServerRequest request, Caller caller) {
    if (options.strictAccept() && !Accept.of(request).allowsJson()) {
      return Answer.ofProblem(Problem.NOT_ACCEPTABLE);
    }
    return Query.read(request)
        .then(query -> ListRequest.read(query, options.listRules()))
        .fold(list -> list(caller, url(request), list), Answer::ofProblem);
  }

  private Future<Answer> list(Caller caller, String url, ListRequest list) {
    return bus.ask(Operations.LIST_BOUNCES, list.query(caller.account().id()))
        .map(page -> answer(url, list, page));
  }

  /** Links count from the top of the list; a page behind a row does not know how far down it is. */
  private static Answer answer(String url, ListRequest list, BouncePage page) {
    List<Bounce> bounces = page.bounces();
    Answer answer = Answer.bounces(bounces);
    if (list.after().isEmpty()) {
      answer = answer.withLink(LinkHeader.of(url, list, page));
    }
    boolean isFull = bounces.size() == list.page().limit();
    return isFull
        ? answer.withNext(ListCursor.text(Position.of(bounces.get(bounces.size() - 1))))
        : answer;
  }

  private Future<Answer> delete(HttpServerRequest request, Caller caller) {
    return Bodies.read(request)
        .compose(read -> read.fold(body -> delete(request, caller, body), Answer::ofProblem));
  }

  private Future<Answer> delete(HttpServerRequest request, Caller caller, Buffer body) {
    return DeleteRequest.read(request.getHeader("Content-Type"), body)
        .fold(
            selection ->
                bus.ask(
                        Operations.DELETE_BOUNCES,
                        new BounceDeletion(caller.account().id(), selection))
                    .map(Answer.NO_CONTENT),
            Answer::ofProblem);
  }

  private String url(HttpServerRequest request) {
    if (!options.publicUrl().isEmpty()) {
      return options.publicUrl() + PATH;
    }
    // A request of HTTP/1.0 may name no host.
    Object host = request.authority() == null ? request.localAddress() : request.authority();
    return request.scheme() + "://" + host + PATH;
  }
}
