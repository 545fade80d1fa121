package dev.rebound.store;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Page;
import dev.rebound.domain.Scope;
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

/** Reads and creates accounts and their keys. */
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
    return lane.run(AccountStatements.LIST_SUBACCOUNTS, page(query.parentId(), query.page()))
        .map(rows -> rows.stream().map(Accounts::account).toList());
  }

  Future<List<Account.Info>> listFamily(Account.FamilyQuery query) {
    return lane.run(AccountStatements.LIST_FAMILY, page(query.accountId(), query.page()))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row -> new Account.Info(account(row), row.getOffsetDateTime(4).toInstant()))
                    .toList());
  }

  /** Returns the parameters of a list that belongs to an account. */
  static Tuple page(long accountId, Page page) {
    return Tuple.of(accountId, page.limit(), page.offset());
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
    return lane.run(AccountStatements.LIST_ACCOUNT_KEYS, page(query.accountId(), query.page()))
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
  static Account account(Row row) {
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
}
