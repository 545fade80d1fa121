package dev.rebound.store;

import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The webhooks at which events arrive. */
final class Webhooks {
  private final Lane lane;

  Webhooks(Lane lane) {
    this.lane = lane;
  }

  Future<Optional<Webhook>> find(WebhookId id) {
    return lane.run(WebhookStatements.FIND, Tuple.of(id.text()))
        .map(rows -> Rows.first(rows, Webhooks::webhook));
  }

  Future<Boolean> create(Webhook.CreateRequest webhook) {
    Buffer key = webhook.key().map(SigningKey::der).map(Buffer::buffer).orElse(null);
    Tuple parameters = Tuple.of(webhook.accountName(), webhook.id().text(), key, webhook.label());
    return lane.run(WebhookStatements.CREATE, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> list() {
    return lane.run(WebhookStatements.LIST, Tuple.tuple())
        .map(rows -> Rows.all(rows, Webhooks::info));
  }

  Future<Boolean> revoke(WebhookId id) {
    return lane.run(WebhookStatements.REVOKE, Tuple.of(id.text())).map(rows -> rows.size() == 1);
  }

  private static Webhook webhook(Row row) {
    Buffer der = row.getBuffer(4);
    // A key that cannot be read must never make an unsigned webhook of a signed one.
    Optional<SigningKey> key =
        der == null
            ? Optional.empty()
            : Optional.of(SigningKey.of(der.getBytes()).orElseThrow(Webhooks::unreadableKey));
    return new Webhook(Accounts.account(row), key);
  }

  private static IllegalStateException unreadableKey() {
    return new IllegalStateException("the public key of a webhook cannot be read");
  }

  private static Webhook.Info info(Row row) {
    return new Webhook.Info(
        new WebhookId(row.getString(0)),
        row.getString(1),
        row.getBoolean(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        Optional.ofNullable(row.getOffsetDateTime(5)).map(OffsetDateTime::toInstant));
  }
}
