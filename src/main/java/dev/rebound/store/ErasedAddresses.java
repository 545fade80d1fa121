package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Erased addresses that the service still knows as blocked, by keyed hashes. The process remembers
 * which accounts have hashes, so that requests of all others need no further statement.
 * Thread-safe.
 */
public final class ErasedAddresses {
  /** The reply code and text that stand for a row whose reason was erased. */
  static final String REASON = "550 5.1.1 erased at the person's request";

  static final String STATUS = "5.1.1";

  private static final String OTHER_KEY = "REBOUND_ERASE_KEY is not the key of this account";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int NAME_BYTES = 8;

  private final Optional<SecretKeySpec> key;
  private final String keyName;
  private volatile Set<Long> accounts = Set.of();
  private volatile int foreignAccounts;

  /**
   * @param key of the hashes; empty where the operator has none
   */
  public ErasedAddresses(String key) {
    this.key =
        key.isEmpty()
            ? Optional.empty()
            : Optional.of(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    this.keyName =
        this.key
            .map(secret -> HexFormat.of().formatHex(mac(secret, "name"), 0, NAME_BYTES))
            .orElse("");
  }

  /** Reads which accounts have hashes. */
  Future<Void> refresh(Lane lane) {
    return lane.run(ErasedStatements.ACCOUNTS, Tuple.tuple())
        .map(
            rows -> {
              Set<Long> own = new HashSet<>();
              int foreign = 0;
              for (Row row : rows) {
                if (row.getString(1).equals(keyName)) {
                  own.add(row.getLong(0));
                } else {
                  foreign++;
                }
              }
              accounts = Set.copyOf(own);
              foreignAccounts = foreign;
              return null;
            });
  }

  /** Returns the number of accounts whose hashes need another key. */
  int foreignAccounts() {
    return foreignAccounts;
  }

  /** Returns whether an account may have hashes. */
  boolean mayHave(long accountId) {
    return accounts.contains(accountId);
  }

  /** Lets an account have hashes, in all processes. */
  Future<Void> mark(Lane lane, long accountId) {
    return lane.run(ErasedStatements.MARK, Tuple.of(accountId, keyName))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(new UnavailableException(OTHER_KEY))
                    : requireHashes(lane, accountId));
  }

  /** Learns that an account has hashes; fails if they need another key. */
  Future<Void> requireHashes(Lane lane, long accountId) {
    return refresh(lane)
        .compose(
            read ->
                mayHave(accountId)
                    ? Future.succeededFuture()
                    : Future.failedFuture(new UnavailableException(OTHER_KEY)));
  }

  /** Returns the hash of an address. Two accounts have different ones. */
  Buffer hash(long accountId, EmailAddress email) {
    return Buffer.buffer(mac(key.orElseThrow(), accountId + ":" + email.text()));
  }

  Buffer[] hashes(long accountId, Collection<EmailAddress> emails) {
    return emails.stream().map(email -> hash(accountId, email)).toArray(Buffer[]::new);
  }

  /** Returns the rows of erased addresses, by address. Needs no statement where there are none. */
  Future<Map<String, Bounce>> find(Lane lane, long accountId, Collection<EmailAddress> emails) {
    if (emails.isEmpty() || !mayHave(accountId)) {
      return Future.succeededFuture(Map.of());
    }
    Map<Buffer, EmailAddress> byHash = new HashMap<>();
    emails.forEach(email -> byHash.put(hash(accountId, email), email));
    Tuple parameters = Tuple.of(accountId).addArrayOfBuffer(byHash.keySet().toArray(Buffer[]::new));
    return lane.run(ErasedStatements.FIND, parameters)
        .map(
            rows -> {
              Map<String, Bounce> found = new HashMap<>();
              for (Row row : rows) {
                String email = byHash.get(row.getBuffer(0)).text();
                found.put(email, new Bounce(row.getLong(1), email, REASON, STATUS));
              }
              return found;
            });
  }

  /**
   * Deletes the hashes of some addresses, or all if none is named, whose rows were created in a
   * range of time, and returns their number.
   */
  Future<Long> forget(
      Lane lane,
      long accountId,
      TimeRange created,
      List<EmailAddress> emails,
      DeletionEntry.Origin origin) {
    Tuple parameters = Tuple.of(accountId, created.from(), created.to());
    Deletions.addOrigin(parameters, origin);
    if (!emails.isEmpty()) {
      parameters.addArrayOfBuffer(hashes(accountId, emails));
    }
    String sql = emails.isEmpty() ? ErasedStatements.FORGET_ALL : ErasedStatements.FORGET_SOME;
    return lane.run(sql, parameters).map(Bounces::count);
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
