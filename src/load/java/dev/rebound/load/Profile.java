package dev.rebound.load;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who visits, and how much of the load each kind of visitor makes. */
enum Profile {
  LOOKUP,
  PAGES,
  DASHBOARD,
  INGEST,
  MIXED;

  /**
   * @param percent of the requests
   */
  record Share(double percent, Visitor visitor) {
    private Share of(double whole) {
      return new Share(percent * whole / 100, visitor);
    }
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The shares make 100 % together.
   *
   * @param list asked for once by a profile that reads, not by one that only writes
   */
  List<Share> shares(Supplier<KnownList> list) {
    return switch (this) {
      case LOOKUP -> lookups(list.get());
      case PAGES -> PageWalks.shares(list.get());
      case DASHBOARD -> List.of(new Share(100, Dashboards.visitor(list.get())));
      case INGEST -> ingest();
      case MIXED -> mixed(list.get());
    };
  }

  private static List<Share> lookups(KnownList list) {
    return List.of(new Share(50, Lookups.hits(list)), new Share(50, Lookups.misses(list)));
  }

  private static List<Share> ingest() {
    MadeUpBounces bounces = MadeUpBounces.ofNow();
    return List.of(new Share(90, Ingests.single(bounces)), new Share(10, Ingests.batch(bounces)));
  }

  /** A list that is asked before every send, and told of what came back. */
  private static List<Share> mixed(KnownList list) {
    MadeUpBounces bounces = MadeUpBounces.ofNow();
    return Stream.of(
            lookups(list).stream().map(share -> share.of(88)),
            Stream.of(new Share(6, Ingests.single(bounces))),
            Stream.of(new Share(1, Ingests.batch(bounces))),
            Stream.of(new Share(3, Dashboards.visitor(list))),
            PageWalks.shares(list).stream().map(share -> share.of(2)))
        .flatMap(shares -> shares)
        .toList();
  }
}
