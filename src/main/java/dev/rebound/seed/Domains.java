package dev.rebound.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where people have their mailboxes: the big receivers, then companies, in Zipf proportions.
 * Companies are under {@code .example} (RFC 2606), so that their domains are nobody's.
 */
final class Domains {
  private static final String FILE = "domains.txt";
  private static final int COMPANIES = 20_000;
  private static final double EXPONENT = 1.1;
  // Neither the number of company names nor a divisor of it.
  private static final long STEP = 7_919;

  private record Domain(String name, Replies replies) {}

  private final List<Domain> domains = new ArrayList<>();
  private final int[] domainOfSlot;
  private final int[] firstSlots;

  /**
   * @param slots to share out, 50 or more a domain
   */
  Domains(int slots) {
    Map<String, Replies> replies = Replies.read();
    List<String> big = Resource.words(FILE, "receivers");
    for (int i = 0; i < big.size(); i += 2) {
      domains.add(new Domain(big.get(i), replies.get(big.get(i + 1))));
    }
    List<String> gateways = Resource.words(FILE, "gateways");
    for (String name : companies()) {
      int gateway = (int) ((Dice.mixed(name.hashCode()) >>> 1) % gateways.size());
      domains.add(new Domain(name, replies.get(gateways.get(gateway))));
    }
    domainOfSlot = new int[slots];
    firstSlots = new int[domains.size() + 1];
    share(slots);
  }

  private static List<String> companies() {
    List<String> starts = Resource.words(FILE, "starts");
    List<String> ends = Resource.words(FILE, "ends");
    int all = starts.size() * ends.size();
    List<String> names = new ArrayList<>(COMPANIES);
    for (long i = 0; i < COMPANIES; i++) {
      int name = (int) (i * STEP % all);
      names.add(starts.get(name / ends.size()) + "-" + ends.get(name % ends.size()) + ".example");
    }
    return names;
  }

  private void share(int slots) {
    Shares shares = Shares.zipf(domains.size(), EXPONENT);
    for (int domain = 0; domain < domains.size(); domain++) {
      firstSlots[domain] = (int) (shares.start(domain) * slots);
    }
    firstSlots[domains.size()] = slots;
    for (int domain = 0; domain < domains.size(); domain++) {
      for (int slot = firstSlots[domain]; slot < firstSlots[domain + 1]; slot++) {
        domainOfSlot[slot] = domain;
      }
    }
  }

  /** How many there are; the first is the largest. */
  int count() {
    return domains.size();
  }

  int ofSlot(int slot) {
    return domainOfSlot[slot];
  }

  int firstSlot(int domain) {
    return firstSlots[domain];
  }

  /** How many slots are a domain's, 1 or more. */
  int slots(int domain) {
    return firstSlots[domain + 1] - firstSlots[domain];
  }

  String name(int domain) {
    return domains.get(domain).name();
  }

  Replies replies(int domain) {
    return domains.get(domain).replies();
  }
}
