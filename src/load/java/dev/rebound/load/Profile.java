package dev.rebound.load;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The kinds of virtual users in a load run, and the share of each. */
enum Profile {
  LOOKUP,
  PAGES,
  DASHBOARD,
  INGEST,
  MIXED,
  SEND;

  /**
   * The share of one kind of virtual user.
   *
   * @param percent of the requests
   */
  record Share(double percent, VirtualUser virtualUser) {
    private Share of(double whole) {
      return new Share(percent * whole / 100, virtualUser);
    }
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the shares, which add up to 100 %.
   *
   * @param list read once if the profile reads, not at all if it only writes
   * @param receiver started once if the profile waits for webhooks
   */
  List<Share> shares(Supplier<KnownList> list, Supplier<WebhookReceiver> receiver) {
    return switch (this) {
      case LOOKUP -> lookups(list.get());
      case PAGES -> PageWalks.shares(list.get());
      case DASHBOARD -> List.of(new Share(100, Dashboards.virtualUser(list.get())));
      case INGEST -> ingest();
      case MIXED -> mixed(list.get());
      case SEND -> List.of(new Share(100, Sends.virtualUser(receiver.get())));
    };
  }

  private static List<Share> lookups(KnownList list) {
    return List.of(new Share(50, Lookups.hits(list)), new Share(50, Lookups.misses(list)));
  }

  private static List<Share> ingest() {
    MadeUpBounces bounces = MadeUpBounces.ofNow();
    return List.of(new Share(90, Ingests.single(bounces)), new Share(10, Ingests.batch(bounces)));
  }

  /** A list with a lookup before every send, and ingest of the bounces. */
  private static List<Share> mixed(KnownList list) {
    MadeUpBounces bounces = MadeUpBounces.ofNow();
    return Stream.of(
            lookups(list).stream().map(share -> share.of(88)),
            Stream.of(new Share(6, Ingests.single(bounces))),
            Stream.of(new Share(1, Ingests.batch(bounces))),
            Stream.of(new Share(3, Dashboards.virtualUser(list))),
            PageWalks.shares(list).stream().map(share -> share.of(2)))
        .flatMap(shares -> shares)
        .toList();
  }
}
