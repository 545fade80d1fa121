package dev.rebound.store;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and creates accounts, their keys and their webhooks. */
final class Accounts {
  private final Lane lane;

  Accounts(Lane lane) {
    this.lane = lane;
  }

  Future<Optional<Account>> find(String name) {
    return lane.run(AccountStatements.FIND_ACCOUNT, Tuple.of(name)).map(Accounts::firstAccount);
  }

  Future<Optional<Account>> findSubaccount(Account.Subaccount subaccount) {
    Future<RowSet<Row>> rows =
        subaccount instanceof Account.Subaccount.Username user
            ? lane.run(AccountStatements.FIND_BY_USERNAME, Tuple.of(user.parentId(), user.name()))
            : findByAccountId((Account.Subaccount.AccountId) subaccount);
    return rows.map(Accounts::firstAccount);
  }

  private Future<RowSet<Row>> findByAccountId(Account.Subaccount.AccountId customer) {
    return lane.run(
        AccountStatements.FIND_BY_ACCOUNT_ID, Tuple.of(customer.parentId(), customer.externalId()));
  }

  Future<List<Account>> list() {
    return lane.run(AccountStatements.LIST_ACCOUNTS, Tuple.tuple())
        .map(rows -> rows.stream().map(Accounts::account).toList());
  }

  Future<List<Account>> listSubaccounts(Account.SubaccountQuery query) {
    Tuple parameters = Tuple.of(query.parentId(), query.page().limit(), query.page().offset());
    return lane.run(AccountStatements.LIST_SUBACCOUNTS, parameters)
        .map(rows -> rows.stream().map(Accounts::account).toList());
  }

  Future<List<Account.Info>> listFamily(Account.FamilyQuery query) {
    Tuple parameters = Tuple.of(query.accountId(), query.page().limit(), query.page().offset());
    return lane.run(AccountStatements.LIST_FAMILY, parameters)
        .map(
            rows ->
                rows.stream()
                    .map(
                        row -> new Account.Info(account(row), row.getOffsetDateTime(4).toInstant()))
                    .toList());
  }

  Future<Account.CreateResult> create(Account.CreateRequest account) {
    Tuple parameters =
        Tuple.of(account.name(), account.parentName(), account.externalId().orElse(null));
    return lane.run(AccountStatements.CREATE_ACCOUNT, parameters).map(Accounts::creation);
  }

  private static Account.CreateResult creation(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    if (row.getLong(0) == 0) {
      return Account.CreateResult.UNKNOWN_PARENT;
    }
    return row.getLong(1) == 0 ? Account.CreateResult.TAKEN : Account.CreateResult.CREATED;
  }

  Future<Optional<ApiKey.Grant>> findGrant(String keyId) {
    return lane.run(AccountStatements.FIND_GRANT, Tuple.of(keyId))
        .map(rows -> rows.stream().map(row -> grant(keyId, row)).findFirst());
  }

  Future<Boolean> createKey(ApiKey.CreateRequest key) {
    return lane.run(AccountStatements.CREATE_KEY, keyParameters(key)).map(rows -> rows.size() == 1);
  }

  /** Creates a key, unless the creating key has been revoked meanwhile. */
  Future<Optional<Instant>> createKeyByKey(ApiKey.CreateByKey request) {
    ApiKey.CreateRequest key = request.key();
    if (request.creatorId().isEmpty()) {
      return createKey(key).map(created -> created ? Optional.of(Instant.now()) : Optional.empty());
    }
    return lane.run(
            AccountStatements.CREATE_KEY_BY_KEY,
            keyParameters(key).addString(request.creatorId().get()))
        .map(rows -> rows.stream().map(row -> row.getOffsetDateTime(0).toInstant()).findFirst());
  }

  private static Tuple keyParameters(ApiKey.CreateRequest key) {
    return Tuple.of(
        key.accountName(),
        key.keyId(),
        Buffer.buffer(key.hash()),
        labels(key.scopes()),
        key.label());
  }

  Future<List<ApiKey.Info>> listAccountKeys(ApiKey.Query query) {
    Tuple parameters = Tuple.of(query.accountId(), query.page().limit(), query.page().offset());
    return lane.run(AccountStatements.LIST_ACCOUNT_KEYS, parameters)
        .map(rows -> rows.stream().map(Accounts::keyInfo).toList());
  }

  Future<Boolean> revokeAccountKey(ApiKey.Revocation revocation) {
    Tuple parameters =
        Tuple.of(revocation.accountId(), revocation.keyId(), revocation.revokerId().orElse(null));
    return lane.run(AccountStatements.REVOKE_ACCOUNT_KEY, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<ApiKey.Info>> listKeys() {
    return lane.run(AccountStatements.LIST_KEYS, Tuple.tuple())
        .map(rows -> rows.stream().map(Accounts::keyInfo).toList());
  }

  Future<Boolean> revokeKey(String keyId) {
    return lane.run(AccountStatements.REVOKE_KEY, Tuple.of(keyId)).map(rows -> rows.size() == 1);
  }

  private static Optional<Account> firstAccount(RowSet<Row> rows) {
    return rows.stream().map(Accounts::account).findFirst();
  }

  /** Reads the columns that every statement on accounts starts with. */
  private static Account account(Row row) {
    return new Account(
        row.getLong(0),
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        Optional.ofNullable(row.getString(3)));
  }

  private static ApiKey.Grant grant(String keyId, Row row) {
    return new ApiKey.Grant(
        account(row),
        Optional.of(keyId),
        row.getBuffer(4).getBytes(),
        scopes(row.getArrayOfStrings(5)));
  }

  private static ApiKey.Info keyInfo(Row row) {
    return new ApiKey.Info(
        row.getString(0),
        row.getString(1),
        scopes(row.getArrayOfStrings(2)),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        Optional.ofNullable(row.getOffsetDateTime(5)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)));
  }

  private static String[] labels(Set<Scope> scopes) {
    return scopes.equals(Scope.ALL)
        ? null
        : scopes.stream().map(Scope::label).sorted().toArray(String[]::new);
  }

  // An unknown label belongs to a newer version that runs beside this one; it grants nothing here.
  private static Set<Scope> scopes(String[] labels) {
    return labels == null
        ? Scope.ALL
        : Arrays.stream(labels)
            .map(Scope::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
  }

  Future<Optional<Webhook>> findWebhook(Webhook.Id id) {
    return lane.run(AccountStatements.FIND_WEBHOOK, Tuple.of(id.text()))
        .map(rows -> rows.stream().map(Accounts::webhook).findFirst());
  }

  Future<Boolean> createWebhook(Webhook.CreateRequest webhook) {
    Webhook.Sender sender = webhook.sender();
    Tuple parameters =
        Tuple.of(
            webhook.accountName(),
            webhook.id().text(),
            sender.vendor().label(),
            sender.key().map(SigningKey::der).map(Buffer::buffer).orElse(null),
            sender.secret().map(Webhook.Secret::text).orElse(null),
            webhook.label());
    return lane.run(AccountStatements.CREATE_WEBHOOK, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> listWebhooks() {
    return lane.run(AccountStatements.LIST_WEBHOOKS, Tuple.tuple())
        .map(rows -> rows.stream().map(Accounts::webhookInfo).toList());
  }

  Future<Boolean> recordDeliveries(Webhook.Deliveries made) {
    Tuple parameters =
        Tuple.of(made.accountId(), made.id().text())
            .addArrayOfLong(DeliveryNumbers.of(made.deliveries()))
            .addInteger(DeliveryNumbers.MAX);
    return lane.run(AccountStatements.RECORD_DELIVERIES, parameters).map(rows -> rows.size() == 1);
  }

  Future<List<Webhook.Info>> listAccountWebhooks(Webhook.Query query) {
    Tuple parameters = Tuple.of(query.accountId(), query.page().limit(), query.page().offset());
    return lane.run(AccountStatements.LIST_ACCOUNT_WEBHOOKS, parameters)
        .map(rows -> rows.stream().map(Accounts::webhookInfo).toList());
  }

  Future<Boolean> revokeAccountWebhook(Webhook.Revocation revocation) {
    Tuple parameters = Tuple.of(revocation.accountId(), revocation.id().text());
    return lane.run(AccountStatements.REVOKE_ACCOUNT_WEBHOOK, parameters)
        .map(rows -> rows.size() == 1);
  }

  Future<Boolean> revokeWebhook(Webhook.Id id) {
    return lane.run(AccountStatements.REVOKE_WEBHOOK, Tuple.of(id.text()))
        .map(rows -> rows.size() == 1);
  }

  private static Webhook webhook(Row row) {
    Buffer der = row.getBuffer(5);
    // An unreadable key must not turn a signed webhook into an unsigned one.
    Optional<SigningKey> key =
        der == null
            ? Optional.empty()
            : Optional.of(SigningKey.of(der.getBytes()).orElseThrow(Accounts::unreadableKey));
    Optional<Webhook.Secret> secret =
        Optional.ofNullable(row.getString(6)).map(Webhook.Secret::new);
    return new Webhook(account(row), new Webhook.Sender(vendor(row.getString(4)), key, secret));
  }

  // A vendor of a newer version that runs beside this one: only that version can verify it.
  private static WebhookVendor vendor(String label) {
    return WebhookVendor.of(label)
        .orElseThrow(() -> new IllegalStateException("a webhook has an unknown vendor"));
  }

  private static IllegalStateException unreadableKey() {
    return new IllegalStateException("a webhook has an unreadable public key");
  }

  private static Webhook.Info webhookInfo(Row row) {
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
