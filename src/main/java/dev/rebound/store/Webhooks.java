package dev.rebound.store;

import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads and creates webhooks. */
final class Webhooks {
  private final Lane lane;

  Webhooks(Lane lane) {
    this.lane = lane;
  }

  Future<Optional<Webhook>> find(Webhook.Id id) {
    return lane.run(WebhookStatements.FIND, Tuple.of(id.text()))
        .map(rows -> rows.stream().map(Webhooks::webhook).findFirst());
  }

  Future<Boolean> create(Webhook.CreateRequest webhook) {
    Buffer key = webhook.key().map(SigningKey::der).map(Buffer::buffer).orElse(null);
    Tuple parameters = Tuple.of(webhook.accountName(), webhook.id().text(), key, webhook.label());
    return lane.run(WebhookStatements.CREATE, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> list() {
    return lane.run(WebhookStatements.LIST, Tuple.tuple())
        .map(rows -> rows.stream().map(Webhooks::info).toList());
  }

  Future<Boolean> revoke(Webhook.Id id) {
    return lane.run(WebhookStatements.REVOKE, Tuple.of(id.text())).map(rows -> rows.size() == 1);
  }

  private static Webhook webhook(Row row) {
    Buffer der = row.getBuffer(4);
    // An unreadable key must not turn a signed webhook into an unsigned one.
    Optional<SigningKey> key =
        der == null
            ? Optional.empty()
            : Optional.of(SigningKey.of(der.getBytes()).orElseThrow(Webhooks::unreadableKey));
    return new Webhook(Accounts.account(row), key);
  }

  private static IllegalStateException unreadableKey() {
    return new IllegalStateException("a webhook has an unreadable public key");
  }

  private static Webhook.Info info(Row row) {
    return new Webhook.Info(
        new Webhook.Id(row.getString(0)),
        row.getString(1),
        row.getBoolean(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        Optional.ofNullable(row.getOffsetDateTime(5)).map(OffsetDateTime::toInstant));
  }
}
