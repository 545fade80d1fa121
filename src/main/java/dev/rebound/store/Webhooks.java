package dev.rebound.store;

import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads, creates and revokes the webhooks of accounts. */
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
    Webhook.Sender sender = webhook.sender();
    Tuple parameters =
        Tuple.of(
            webhook.accountName(),
            webhook.id().text(),
            sender.vendor().label(),
            sender.key().map(SigningKey::der).map(Buffer::buffer).orElse(null),
            sender.secret().map(Webhook.Secret::text).orElse(null),
            webhook.label());
    return lane.run(WebhookStatements.CREATE, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> list() {
    return lane.run(WebhookStatements.LIST, Tuple.tuple())
        .map(rows -> rows.stream().map(Webhooks::info).toList());
  }

  Future<Boolean> recordDeliveries(Webhook.Deliveries made) {
    Tuple parameters =
        Tuple.of(made.accountId(), made.id().text())
            .addArrayOfLong(DeliveryNumbers.of(made.deliveries()))
            .addInteger(DeliveryNumbers.MAX);
    return lane.run(WebhookStatements.RECORD_DELIVERIES, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> listOfAccount(Webhook.Query query) {
    return lane.run(
            WebhookStatements.LIST_OF_ACCOUNT, Accounts.page(query.accountId(), query.page()))
        .map(rows -> rows.stream().map(Webhooks::info).toList());
  }

  Future<Boolean> revokeOfAccount(Webhook.Revocation revocation) {
    Tuple parameters = Tuple.of(revocation.accountId(), revocation.id().text());
    return lane.run(WebhookStatements.REVOKE_OF_ACCOUNT, parameters).map(rows -> rows.size() == 1);
  }

  Future<Boolean> revoke(Webhook.Id id) {
    return lane.run(WebhookStatements.REVOKE, Tuple.of(id.text())).map(rows -> rows.size() == 1);
  }

  private static Webhook webhook(Row row) {
    Buffer der = row.getBuffer(5);
    // An unreadable key must not turn a signed webhook into an unsigned one.
    Optional<SigningKey> key =
        der == null
            ? Optional.empty()
            : Optional.of(SigningKey.of(der.getBytes()).orElseThrow(Webhooks::unreadableKey));
    Optional<Webhook.Secret> secret =
        Optional.ofNullable(row.getString(6)).map(Webhook.Secret::new);
    return new Webhook(
        Accounts.account(row), new Webhook.Sender(vendor(row.getString(4)), key, secret));
  }

  // A vendor of a newer version that runs beside this one: only that version can verify it.
  private static WebhookVendor vendor(String label) {
    return WebhookVendor.of(label)
        .orElseThrow(() -> new IllegalStateException("a webhook has an unknown vendor"));
  }

  private static IllegalStateException unreadableKey() {
    return new IllegalStateException("a webhook has an unreadable public key");
  }

  private static Webhook.Info info(Row row) {
    return new Webhook.Info(
        new Webhook.Id(row.getString(0)),
        row.getString(1),
        vendor(row.getString(2)),
        row.getBoolean(3),
        row.getString(4),
        row.getOffsetDateTime(5).toInstant(),
        Optional.ofNullable(row.getOffsetDateTime(6)).map(OffsetDateTime::toInstant),
        DeliveryNumbers.deliveries(row.getArrayOfLongs(7)));
  }
}
