package dev.rebound.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.api.wire.JsonObjectBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.domain.WebhookVendor.Proof;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /rebound/v1/webhooks}: the URLs at which vendors deliver events of the caller's account.
 * No response has a secret, but the response to the creation, whose URL may have a password.
 */
public final class WebhooksEndpoints {
  /** The path of the list; the id of a webhook follows it after a slash. */
  public static final String PATH = "/rebound/v1/webhooks";

  private final Bus bus;
  private final Function<Webhook.Id, String> url;
  private final boolean knowsUrl;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param url returns the URL of a webhook
   * @param knowsUrl whether it starts with a public URL that is set
   */
  public WebhooksEndpoints(Bus bus, Function<Webhook.Id, String> url, boolean knowsUrl) {
    this.bus = bus;
    this.url = url;
    this.knowsUrl = knowsUrl;
  }

  /** {@code GET /rebound/v1/webhooks}: newest first, the revoked ones too. */
  public Future<ApiResponse> list(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(PageRequest::read)
        .fold(
            page ->
                bus.ask(
                        Operations.LIST_ACCOUNT_WEBHOOKS,
                        new Webhook.Query(caller.account().id(), page))
                    .map(
                        webhooks ->
                            ApiResponse.list("webhooks", webhooks, WebhooksEndpoints::write)),
            ApiResponse::ofProblem);
  }

  private static void write(JsonGenerator json, Webhook.Info webhook) throws IOException {
    write(json, webhook.id(), webhook.vendor(), webhook.needsApiKey(), webhook.label());
    json.writeNumberField("created", webhook.createdAt().getEpochSecond());
    if (webhook.revokedAt().isPresent()) {
      json.writeNumberField("revoked", webhook.revokedAt().get().getEpochSecond());
    }
    JsonBody.writeObjects(json, "last", webhook.deliveries(), WebhooksEndpoints::write);
  }

  private static void write(
      JsonGenerator json, Webhook.Id id, WebhookVendor vendor, boolean needsApiKey, String label)
      throws IOException {
    json.writeStringField("id", id.text());
    json.writeStringField("from", vendor.label());
    json.writeStringField("proof", proof(vendor, needsApiKey));
    json.writeStringField("label", label);
  }

  private static void write(JsonGenerator json, Webhook.Delivery delivery) throws IOException {
    json.writeNumberField("at", delivery.at());
    json.writeNumberField("status", delivery.status());
    json.writeNumberField("added", delivery.counts().added());
    json.writeNumberField("updated", delivery.counts().updated());
    json.writeNumberField("duplicates", delivery.counts().duplicates());
    json.writeNumberField("rejected", delivery.rejected());
    json.writeNumberField("ignored", delivery.ignored());
  }

  private static String proof(WebhookVendor vendor, boolean needsApiKey) {
    if (needsApiKey) {
      return "api_key";
    }
    return vendor.proof() == Proof.PASSWORD ? "password" : "signature";
  }

  /** {@code POST /rebound/v1/webhooks}: creates a webhook, and shows its URL with the password. */
  public Future<ApiResponse> create(RoutingContext context, Caller caller) {
    // A webhook ingests events without a key: its creator must be allowed to do so.
    if (!Scope.BOUNCES_CREATE.isGrantedBy(caller.scopes())) {
      return ApiResponse.ofProblem(Problem.ACCESS_FORBIDDEN);
    }
    return JsonObjectBody.read(RequestData.contentType(context), RequestData.body(context))
        .then(json -> WebhookRequest.read(json, knowsUrl, random))
        .fold(request -> create(caller, request), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> create(Caller caller, WebhookRequest request) {
    Webhook.Sender sender = request.sender().sender();
    Webhook.Id id = Webhook.Id.random(random);
    Webhook.CreateRequest created =
        new Webhook.CreateRequest(caller.account().name(), id, sender, request.label());
    return bus.ask(Operations.CREATE_WEBHOOK, created).map(done -> response(id, request));
  }

  private ApiResponse response(Webhook.Id id, WebhookRequest request) {
    Webhook.Sender sender = request.sender().sender();
    return ApiResponse.object(
        201,
        json -> {
          write(json, id, sender.vendor(), sender.needsApiKey(), request.label());
          json.writeStringField("url", request.sender().withPassword(url.apply(id)));
        });
  }

  /** {@code DELETE /rebound/v1/webhooks/{id}}: revokes a webhook. */
  public Future<ApiResponse> revoke(RoutingContext context, Caller caller) {
    Optional<Webhook.Id> id =
        Webhook.Id.parse(context.request().path().substring(PATH.length() + 1));
    if (id.isEmpty()) {
      return ApiResponse.ofProblem(Problem.NOT_FOUND);
    }
    Webhook.Revocation revocation = new Webhook.Revocation(caller.account().id(), id.get());
    return bus.ask(Operations.REVOKE_ACCOUNT_WEBHOOK, revocation)
        .map(revoked -> revoked ? ApiResponse.NO_CONTENT : ApiResponse.problem(Problem.NOT_FOUND));
  }
}
