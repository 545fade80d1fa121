package dev.rebound.mock;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.List;

/**
 * {@code POST /mock/accounts} {@code {"name":"shop","parent":"root","external_id":"42"}} creates an
 * account, as {@code rebound account create} does, and responds with a full-access key of it.
 */
public final class AccountsControl {
  private static final String KEY_LABEL = "mock";

  private final Bus bus;
  private final SecureRandom random = new SecureRandom();

  public AccountsControl(Bus bus) {
    this.bus = bus;
  }

  public List<Controls.Mount> mounts() {
    return List.of(new Controls.Mount(HttpMethod.POST, "/mock/accounts", this::create));
  }

  private Future<Void> create(RoutingContext context) {
    Account.CreateRequest account = request(Controls.object(context));
    return bus.ask(Operations.CREATE_ACCOUNT, account)
        .compose(
            result ->
                switch (result) {
                  case CREATED -> createKey(context, account);
                  case TAKEN ->
                      Controls.fail(context, 409, "the account name or external id is taken");
                  case UNKNOWN_PARENT ->
                      Controls.fail(context, 400, "there is no account " + account.parentName());
                });
  }

  private static Account.CreateRequest request(JsonObject body) {
    JsonFields fields = new JsonFields(body.getMap());
    Account.CreateRequest account =
        new Account.CreateRequest(
            fields.requiredText("name"),
            fields.text("parent").orElse(Account.ROOT),
            fields.text("external_id"));
    fields.requireKnown();
    return account;
  }

  private Future<Void> createKey(RoutingContext context, Account.CreateRequest account) {
    ApiKey key = ApiKey.random(random);
    ApiKey.CreateRequest newKey =
        new ApiKey.CreateRequest(account.name(), key.id(), key.hash(), Scope.ALL, KEY_LABEL);
    JsonObject created =
        new JsonObject()
            .put("name", account.name())
            .put("parent", account.parentName())
            .put("key", key.text());
    return bus.ask(Operations.CREATE_KEY, newKey)
        .compose(isCreated -> Controls.respond(context, 201, created));
  }
}
