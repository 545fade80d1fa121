package dev.rebound.bus;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceDeletion;
import dev.rebound.domain.BounceLookup;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceQuery;
import dev.rebound.domain.BounceScan;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryCut;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.HistoryQuery;
import dev.rebound.domain.IngestCounts;
import dev.rebound.domain.Subaccount;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.TotalsQuery;
import dev.rebound.domain.Verification;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Every operation on the bus. All are served by the store. */
public final class Operations {
  private static final Duration QUICK = Duration.ofSeconds(2);
  // Ingest waits for the disk and may queue behind other batches; a little longer than the store
  // lets it wait for a connection and then run.
  private static final Duration WRITE = Duration.ofSeconds(20);
  // What a command asks first waits for its first connection, on a machine that may be busy.
  private static final Duration COMMAND = Duration.ofSeconds(15);
  // Deleting a list of millions takes as long as it takes; its statements end a little sooner.
  private static final Duration BULK = Duration.ofMinutes(11);

  public static final Operation<BounceQuery, BouncePage> LIST_BOUNCES =
      new Operation<>("bounce.list", WRITE);

  /** Answers the rows there are, by their addresses. A few hundred addresses at most. */
  public static final Operation<BounceLookup, Map<String, Bounce>> FIND_BOUNCES =
      new Operation<>("bounce.find", QUICK);

  /** The same, of any lookup. */
  public static final Operation<BounceLookup, Map<String, Bounce>> FIND_MANY_BOUNCES =
      new Operation<>("bounce.find-many", WRITE);

  public static final Operation<BounceScan, List<Bounce>> SCAN_BOUNCES =
      new Operation<>("bounce.scan", WRITE);
  public static final Operation<BounceSelection, Long> COUNT_BOUNCES =
      new Operation<>("bounce.count", WRITE);

  /** Answers how many rows were taken off the list. */
  public static final Operation<BounceSelection, Long> DELETE_SELECTED =
      new Operation<>("bounce.delete-selected", BULK);

  /** Answers how many rows were taken off the list. */
  public static final Operation<BounceDeletion, Long> DELETE_BOUNCES =
      new Operation<>("bounce.delete", BULK);

  /** Answers after the commit. */
  public static final Operation<EventBatch, IngestCounts> INGEST =
      new Operation<>("bounce.ingest", WRITE);

  /** Tells nothing: what would be new of a batch? */
  public static final Operation<EventBatch, EventBatch.Preview> PREVIEW =
      new Operation<>("bounce.preview", WRITE);

  /** By the key's id; empty when it is unknown or revoked. */
  public static final Operation<String, Optional<ApiKey.Grant>> FIND_GRANT =
      new Operation<>("key.grant", QUICK);

  public static final Operation<TotalsQuery, TotalsPage> TOTALS =
      new Operation<>("bounce.totals", WRITE);
  public static final Operation<HistoryQuery, List<HistoryEvent>> HISTORY =
      new Operation<>("bounce.history", QUICK);
  public static final Operation<Verification.Request, Verification> VERIFY =
      new Operation<>("bounce.verify", BULK);

  /**
   * Says that an account's history begins with a day; it never begins earlier again. Answers
   * whether there are events of before.
   */
  public static final Operation<HistoryCut, Boolean> CUT_HISTORY =
      new Operation<>("history.cut", BULK);

  /**
   * Deletes some of the events of before a cut. Answers how many, 0 when there are none left; empty
   * while another instance deletes.
   */
  public static final Operation<HistoryCut, OptionalLong> DELETE_HISTORY =
      new Operation<>("history.delete", BULK);

  public static final Operation<Subaccount, Optional<Account>> FIND_SUBACCOUNT =
      new Operation<>("account.sub", QUICK);
  public static final Operation<String, Optional<Account>> FIND_ACCOUNT =
      new Operation<>("account.find", COMMAND);
  public static final Operation<Account.CreateRequest, Account.CreateResult> CREATE_ACCOUNT =
      new Operation<>("account.create", COMMAND);
  public static final Operation<Empty, List<Account>> LIST_ACCOUNTS =
      new Operation<>("account.list", COMMAND);

  /** Answers false when the key's id is known already or the account is not. */
  public static final Operation<ApiKey.CreateRequest, Boolean> CREATE_KEY =
      new Operation<>("key.create", COMMAND);

  public static final Operation<Empty, List<ApiKey.Info>> LIST_KEYS =
      new Operation<>("key.list", COMMAND);

  /** By the key's id; answers false when no working key has it. */
  public static final Operation<String, Boolean> REVOKE_KEY =
      new Operation<>("key.revoke", COMMAND);

  /** Empty when it is unknown or revoked. */
  public static final Operation<WebhookId, Optional<Webhook>> FIND_WEBHOOK =
      new Operation<>("webhook.find", QUICK);

  /** Answers false when the webhook's id is known already or the account is not. */
  public static final Operation<Webhook.CreateRequest, Boolean> CREATE_WEBHOOK =
      new Operation<>("webhook.create", COMMAND);

  public static final Operation<Empty, List<Webhook.Info>> LIST_WEBHOOKS =
      new Operation<>("webhook.list", COMMAND);

  /** Answers false when no working webhook has this id. */
  public static final Operation<WebhookId, Boolean> REVOKE_WEBHOOK =
      new Operation<>("webhook.revoke", COMMAND);

  /** Answers the versions of the migrations that the database has, none where it has no schema. */
  public static final Operation<Empty, Set<Integer>> APPLIED_MIGRATIONS =
      new Operation<>("store.migrations", COMMAND);

  /** Answers when the database does. */
  public static final Operation<Empty, Boolean> PING =
      new Operation<>("store.ping", Duration.ofSeconds(1));

  /** The request of an operation without parameters. */
  public enum Empty {
    INSTANCE
  }

  private Operations() {}
}
