package dev.rebound.store;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Serves all operations of the store. One instance for each event loop. */
public final class StoreVerticle extends VerticleBase {
  private static final int SLOTS = 16;
  // Random, so that two processes of one service rarely write to the same slots.
  private static final int FIRST_SLOT = ThreadLocalRandom.current().nextInt(SLOTS);
  // The time after which other processes know an account's first hash of an erased address.
  private static final long ERASED_REFRESH_MILLIS = 5_000;
  private static final String PING = StatementName.put("store.ping", "SELECT 1");

  private final Bus bus;
  private final StoreOptions options;
  private final StoreMeters meters;
  private final ErasedAddresses erased;
  private final boolean isFirst;
  private final short slot;
  private final int deletionBatch;
  private Lanes lanes;

  /**
   * @param erased shared by all instances of the process
   * @param instance the instance's number in the process, from 0
   * @param instances the number of instances in the process
   */
  public StoreVerticle(
      Bus bus,
      StoreOptions options,
      StoreMeters meters,
      ErasedAddresses erased,
      int instance,
      int instances) {
    this.bus = bus;
    this.options = options;
    this.meters = meters;
    this.erased = erased;
    this.isFirst = instance == 0;
    this.slot = (short) ((FIRST_SLOT + instance) % SLOTS);
    this.deletionBatch = ListDeletions.batch(instances * options.connections());
  }

  @Override
  public Future<?> start() {
    lanes = Lanes.open(vertx, options, meters);
    if (isFirst) {
      vertx.setPeriodic(ERASED_REFRESH_MILLIS, tick -> erased.refresh(lanes.keys()));
    }
    return Future.all(
        List.of(
            serveList(
                new Bounces(lanes, erased),
                new ListDeletions(lanes, slot, options.keepsDeleted(), deletionBatch, erased)),
            serveDeletions(new Deletions(lanes, slot), new Erasures(vertx, lanes, slot, erased)),
            serveIngest(new Ingest(lanes.work(), slot, meters, erased)),
            serveHistory(new Totals(lanes), new History(lanes, meters)),
            serveAccounts(new Accounts(lanes.keys())),
            serveWebhooks(new Webhooks(lanes.keys())),
            serveDatabase(new Schema(lanes.keys()))));
  }

  @Override
  public Future<?> stop() {
    return lanes.close();
  }

  private Future<?> serveList(Bounces bounces, ListDeletions deletions) {
    return Future.all(
        List.of(
            bus.serve(Operations.LIST_BOUNCES, bounces::page),
            bus.serveSameLoop(Operations.FIND_BOUNCES, bounces::findFew),
            bus.serve(Operations.FIND_MANY_BOUNCES, bounces::findMany),
            bus.serve(Operations.DELETE_BOUNCES, deletions::delete),
            bus.serve(Operations.SCAN_BOUNCES, bounces::scan),
            bus.serve(Operations.COUNT_BOUNCES, bounces::countSelected)));
  }

  private Future<?> serveDeletions(Deletions deletions, Erasures erasures) {
    return Future.all(
        List.of(
            bus.serve(Operations.LIST_DELETIONS, deletions::list),
            bus.serve(Operations.UNDELETE, deletions::undelete),
            bus.serve(Operations.PURGE_DELETED, deletions::purge),
            bus.serve(Operations.FOREIGN_ERASURES, empty -> foreignErasures()),
            bus.serve(Operations.ERASE, erasures::erase)));
  }

  private Future<Integer> foreignErasures() {
    return erased.refresh(lanes.keys()).map(read -> erased.foreignAccounts());
  }

  private Future<?> serveIngest(Ingest ingest) {
    return Future.all(
        bus.serve(Operations.INGEST, ingest::ingest),
        bus.serve(Operations.PREVIEW, ingest::preview));
  }

  private Future<?> serveHistory(Totals totals, History history) {
    return Future.all(
        List.of(
            bus.serve(Operations.TOTALS, totals::page),
            bus.serve(Operations.VERIFY, totals::verify),
            bus.serve(Operations.FOLD_COUNTS, totals::fold),
            bus.serve(Operations.HISTORY, history::find),
            bus.serve(Operations.CLASSES, history::classes),
            bus.serve(Operations.CUT_HISTORY, history::cut),
            bus.serve(Operations.DELETE_HISTORY, history::delete)));
  }

  private Future<?> serveAccounts(Accounts accounts) {
    return Future.all(
        List.of(
            bus.serve(Operations.FIND_GRANT, accounts::findGrant),
            bus.serve(Operations.FIND_SUBACCOUNT, accounts::findSubaccount),
            bus.serve(Operations.LIST_SUBACCOUNTS, accounts::listSubaccounts),
            bus.serve(Operations.FIND_ACCOUNT, accounts::find),
            bus.serve(Operations.CREATE_ACCOUNT, accounts::create),
            bus.serve(Operations.LIST_ACCOUNTS, empty -> accounts.list()),
            bus.serve(Operations.CREATE_KEY, accounts::createKey),
            bus.serve(Operations.LIST_KEYS, empty -> accounts.listKeys()),
            bus.serve(Operations.REVOKE_KEY, accounts::revokeKey),
            bus.serve(Operations.LIST_FAMILY, accounts::listFamily),
            bus.serve(Operations.CREATE_KEY_BY_KEY, accounts::createKeyByKey),
            bus.serve(Operations.LIST_ACCOUNT_KEYS, accounts::listAccountKeys),
            bus.serve(Operations.REVOKE_ACCOUNT_KEY, accounts::revokeAccountKey)));
  }

  private Future<?> serveWebhooks(Webhooks webhooks) {
    return Future.all(
        List.of(
            bus.serve(Operations.FIND_WEBHOOK, webhooks::find),
            bus.serve(Operations.CREATE_WEBHOOK, webhooks::create),
            bus.serve(Operations.LIST_WEBHOOKS, empty -> webhooks.list()),
            bus.serve(Operations.REVOKE_WEBHOOK, webhooks::revoke),
            bus.serve(Operations.RECORD_DELIVERIES, webhooks::recordDeliveries),
            bus.serve(Operations.LIST_ACCOUNT_WEBHOOKS, webhooks::listOfAccount),
            bus.serve(Operations.REVOKE_ACCOUNT_WEBHOOK, webhooks::revokeOfAccount)));
  }

  private Future<?> serveDatabase(Schema schema) {
    return Future.all(
        bus.serve(Operations.APPLIED_MIGRATIONS, empty -> schema.applied()),
        bus.serve(Operations.DATABASE_ENCODING, empty -> schema.encoding()),
        bus.serve(Operations.DATABASE_VERSION, empty -> schema.version()),
        bus.serve(Operations.PING, empty -> ping()));
  }

  private Future<Boolean> ping() {
    return lanes.keys().run(PING, Tuple.tuple()).map(true);
  }
}
