package dev.rebound.store;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Serves all operations of the store. One instance for each event loop. */
public final class StoreVerticle extends VerticleBase {
  private static final int SLOTS = 16;
  private static final String PING = StatementName.put("store.ping", "SELECT 1");

  private final Bus bus;
  private final StoreOptions options;
  private final StoreMeters meters;
  private final short slot;
  private Lanes lanes;

  /**
   * @param instance the instance's number in the process, from 0
   */
  public StoreVerticle(Bus bus, StoreOptions options, StoreMeters meters, int instance) {
    this.bus = bus;
    this.options = options;
    this.meters = meters;
    this.slot = (short) (instance % SLOTS);
  }

  @Override
  public Future<?> start() {
    lanes = Lanes.open(vertx, options, meters);
    return Future.all(
        List.of(
            serveList(new Bounces(lanes, slot), new Selections(lanes, slot)),
            serveEvents(
                new Ingest(lanes.work(), slot, meters), new Retention(lanes.bulk(), meters)),
            serveHistory(new Totals(lanes), new History(lanes.quick())),
            serveAccounts(new Accounts(lanes.quick()), new Webhooks(lanes.quick())),
            serveDatabase(new Schema(lanes.quick()))));
  }

  @Override
  public Future<?> stop() {
    return lanes.close();
  }

  private Future<?> serveList(Bounces bounces, Selections selections) {
    return Future.all(
        List.of(
            bus.serve(Operations.LIST_BOUNCES, bounces::page),
            bus.serveSameLoop(Operations.FIND_BOUNCES, bounces::findFew),
            bus.serve(Operations.FIND_MANY_BOUNCES, bounces::findMany),
            bus.serve(Operations.DELETE_BOUNCES, bounces::delete),
            bus.serve(Operations.SCAN_BOUNCES, selections::scan),
            bus.serve(Operations.COUNT_BOUNCES, selections::count),
            bus.serve(Operations.DELETE_SELECTED, selections::delete)));
  }

  private Future<?> serveEvents(Ingest ingest, Retention retention) {
    return Future.all(
        bus.serve(Operations.INGEST, ingest::ingest),
        bus.serve(Operations.PREVIEW, ingest::preview),
        bus.serve(Operations.CUT_HISTORY, retention::cut),
        bus.serve(Operations.DELETE_HISTORY, retention::delete));
  }

  private Future<?> serveHistory(Totals totals, History history) {
    return Future.all(
        bus.serve(Operations.TOTALS, totals::page),
        bus.serve(Operations.VERIFY, totals::verify),
        bus.serve(Operations.HISTORY, history::find));
  }

  private Future<?> serveAccounts(Accounts accounts, Webhooks webhooks) {
    return Future.all(
        List.of(
            bus.serve(Operations.FIND_GRANT, accounts::findGrant),
            bus.serve(Operations.FIND_SUBACCOUNT, accounts::findSubaccount),
            bus.serve(Operations.FIND_ACCOUNT, accounts::find),
            bus.serve(Operations.CREATE_ACCOUNT, accounts::create),
            bus.serve(Operations.LIST_ACCOUNTS, empty -> accounts.list()),
            bus.serve(Operations.CREATE_KEY, accounts::createKey),
            bus.serve(Operations.LIST_KEYS, empty -> accounts.listKeys()),
            bus.serve(Operations.REVOKE_KEY, accounts::revokeKey),
            bus.serve(Operations.FIND_WEBHOOK, webhooks::find),
            bus.serve(Operations.CREATE_WEBHOOK, webhooks::create),
            bus.serve(Operations.LIST_WEBHOOKS, empty -> webhooks.list()),
            bus.serve(Operations.REVOKE_WEBHOOK, webhooks::revoke)));
  }

  private Future<?> serveDatabase(Schema schema) {
    return Future.all(
        bus.serve(Operations.APPLIED_MIGRATIONS, empty -> schema.applied()),
        bus.serve(Operations.PING, empty -> ping()));
  }

  private Future<Boolean> ping() {
    return lanes.quick().run(PING, Tuple.tuple()).map(true);
  }
}
