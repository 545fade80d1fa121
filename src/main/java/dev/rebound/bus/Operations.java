package dev.rebound.bus;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.Erasure;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.ServiceRates;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.Verification;
import dev.rebound.domain.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** All operations on the bus. The store serves them, except for {@link #RATES}. */
public final class Operations {
  private static final Duration QUICK = Duration.ofSeconds(2);
  // Ingest waits for the disk and may queue behind other batches. This is a little longer than the
  // sum of the store's queue timeout and statement timeout.
  private static final Duration WRITE = Duration.ofSeconds(20);
  // A command's first request waits for the first connection, on a machine that may be busy.
  private static final Duration COMMAND = Duration.ofSeconds(15);
  // Deleting a list of millions takes minutes. The statement's own timeout is a little shorter.
  private static final Duration BULK = Duration.ofMinutes(11);

  public static final Operation<BouncePage.Query, BouncePage> LIST_BOUNCES =
      new Operation<>("bounce.list", WRITE);

  /** Returns the rows that exist. For a few hundred addresses at most. */
  public static final Operation<Bounce.Lookup, Bounce.Found> FIND_BOUNCES =
      new Operation<>("bounce.find", QUICK);

  /** Like {@link #FIND_BOUNCES}, for a lookup of any size. */
  public static final Operation<Bounce.Lookup, Bounce.Found> FIND_MANY_BOUNCES =
      new Operation<>("bounce.find-many", WRITE);

  public static final Operation<BounceSelection.Scan, BounceSelection.Rows> SCAN_BOUNCES =
      new Operation<>("bounce.scan", WRITE);
  public static final Operation<BounceSelection, Long> COUNT_BOUNCES =
      new Operation<>("bounce.count", WRITE);

  /** Returns the number of rows deleted from the list. */
  public static final Operation<Bounce.Deletion, Long> DELETE_BOUNCES =
      new Operation<>("bounce.delete", BULK);

  public static final Operation<DeletionEntry.Query, List<DeletionEntry>> LIST_DELETIONS =
      new Operation<>("deletion.list", WRITE);

  public static final Operation<DeletionEntry.Undeletion, DeletionEntry.Restored> UNDELETE =
      new Operation<>("deletion.undelete", BULK);

  /** Replies with the number of accounts whose erased addresses need another key. */
  public static final Operation<Empty, Integer> FOREIGN_ERASURES =
      new Operation<>("erase.foreign", COMMAND);

  public static final Operation<Erasure, Erasure.Result> ERASE =
      new Operation<>("bounce.erase", BULK);

  /** Returns the number of rows removed, 0 when none is left. */
  public static final Operation<DeletionEntry.Purge, Long> PURGE_DELETED =
      new Operation<>("deletion.purge", BULK);

  /** Replies after the commit. */
  public static final Operation<EventBatch, EventBatch.Counts> INGEST =
      new Operation<>("bounce.ingest", WRITE);

  /** Reports which events of a batch would be new; stores nothing. */
  public static final Operation<EventBatch, EventBatch.Preview> PREVIEW =
      new Operation<>("bounce.preview", WRITE);

  /** Finds a key by its id; empty when the key is unknown or revoked. */
  public static final Operation<String, Optional<ApiKey.Grant>> FIND_GRANT =
      new Operation<>("key.grant", QUICK);

  public static final Operation<TotalsPage.Query, TotalsPage> TOTALS =
      new Operation<>("bounce.totals", WRITE);

  /**
   * Folds some counts of an account's past days. Returns the number of rows folded, 0 when none is
   * left or writers hold the rest.
   */
  public static final Operation<Long, Long> FOLD_COUNTS = new Operation<>("count.fold", BULK);

  public static final Operation<HistoryEvent.Query, HistoryEvent.Page> HISTORY =
      new Operation<>("bounce.history", WRITE);

  /** Returns the classes of the addresses that have a bounce in the history. */
  public static final Operation<HistoryEvent.ClassQuery, List<HistoryEvent.BounceClass>> CLASSES =
      new Operation<>("bounce.classes", WRITE);

  public static final Operation<Verification.Request, Verification> VERIFY =
      new Operation<>("bounce.verify", BULK);

  /**
   * Moves the first day of an account's history forward, never back. Returns whether older events
   * exist.
   */
  public static final Operation<HistoryEvent.Cut, Boolean> CUT_HISTORY =
      new Operation<>("history.cut", BULK);

  /**
   * Deletes some of the events that are older than a cut. Returns their number, 0 when none is
   * left; empty while another instance deletes.
   */
  public static final Operation<HistoryEvent.Cut, OptionalLong> DELETE_HISTORY =
      new Operation<>("history.delete", BULK);

  public static final Operation<Account.Subaccount, Optional<Account>> FIND_SUBACCOUNT =
      new Operation<>("account.sub", QUICK);
  public static final Operation<Account.SubaccountQuery, List<Account>> LIST_SUBACCOUNTS =
      new Operation<>("account.list-sub", QUICK);
  public static final Operation<String, Optional<Account>> FIND_ACCOUNT =
      new Operation<>("account.find", COMMAND);
  public static final Operation<Account.CreateRequest, Account.CreateResult> CREATE_ACCOUNT =
      new Operation<>("account.create", COMMAND);
  public static final Operation<Empty, List<Account>> LIST_ACCOUNTS =
      new Operation<>("account.list", COMMAND);

  /** Returns the account and all accounts below it. */
  public static final Operation<Account.FamilyQuery, List<Account.Info>> LIST_FAMILY =
      new Operation<>("account.family", WRITE);

  /** Returns false when the key's id is taken or the account is unknown. */
  public static final Operation<ApiKey.CreateRequest, Boolean> CREATE_KEY =
      new Operation<>("key.create", COMMAND);

  public static final Operation<Empty, List<ApiKey.Info>> LIST_KEYS =
      new Operation<>("key.list", COMMAND);

  /** Returns the time of the creation; empty when the creating key is revoked. */
  public static final Operation<ApiKey.CreateByKey, Optional<Instant>> CREATE_KEY_BY_KEY =
      new Operation<>("key.create-by-key", WRITE);

  public static final Operation<ApiKey.Query, List<ApiKey.Info>> LIST_ACCOUNT_KEYS =
      new Operation<>("key.list-account", WRITE);

  /** Returns false when the account has no valid key with this id. */
  public static final Operation<ApiKey.Revocation, Boolean> REVOKE_ACCOUNT_KEY =
      new Operation<>("key.revoke-account", WRITE);

  /** Revokes a key by its id; returns false when no valid key has it. */
  public static final Operation<String, Boolean> REVOKE_KEY =
      new Operation<>("key.revoke", COMMAND);

  /** Empty when the webhook is unknown or revoked. */
  public static final Operation<Webhook.Id, Optional<Webhook>> FIND_WEBHOOK =
      new Operation<>("webhook.find", QUICK);

  /** Returns false when the webhook's id is taken or the account is unknown. */
  public static final Operation<Webhook.CreateRequest, Boolean> CREATE_WEBHOOK =
      new Operation<>("webhook.create", COMMAND);

  public static final Operation<Empty, List<Webhook.Info>> LIST_WEBHOOKS =
      new Operation<>("webhook.list", COMMAND);

  /** Returns false when the account has no webhook with this id. */
  public static final Operation<Webhook.Deliveries, Boolean> RECORD_DELIVERIES =
      new Operation<>("webhook.deliveries", WRITE);

  public static final Operation<Webhook.Query, List<Webhook.Info>> LIST_ACCOUNT_WEBHOOKS =
      new Operation<>("webhook.list-account", WRITE);

  /** Returns false when the account has no valid webhook with this id. */
  public static final Operation<Webhook.Revocation, Boolean> REVOKE_ACCOUNT_WEBHOOK =
      new Operation<>("webhook.revoke-account", WRITE);

  /** Returns false when no valid webhook has this id. */
  public static final Operation<Webhook.Id, Boolean> REVOKE_WEBHOOK =
      new Operation<>("webhook.revoke", COMMAND);

  /** Returns the versions of the applied migrations; empty when the database has no schema. */
  public static final Operation<Empty, Set<Integer>> APPLIED_MIGRATIONS =
      new Operation<>("store.migrations", COMMAND);

  /** Returns PostgreSQL's name of the database's encoding, such as UTF8. */
  public static final Operation<Empty, String> DATABASE_ENCODING =
      new Operation<>("store.encoding", COMMAND);

  /** Returns the version of PostgreSQL, such as 18.1. */
  public static final Operation<Empty, String> DATABASE_VERSION =
      new Operation<>("store.version", QUICK);

  /** Returns what this process has done in the last hour. */
  public static final Operation<Empty, ServiceRates> RATES = new Operation<>("status.rates", QUICK);

  /** Replies when the database replies. */
  public static final Operation<Empty, Boolean> PING =
      new Operation<>("store.ping", Duration.ofSeconds(1));

  /** The request of an operation without parameters. */
  public enum Empty {
    INSTANCE
  }

  private Operations() {}
}
