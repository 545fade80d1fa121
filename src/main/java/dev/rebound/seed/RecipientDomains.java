package dev.rebound.seed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The domains of recipients in a Zipf distribution: large mailbox providers, then companies. The
 * companies' domains end in {@code .example} (RFC 2606), so that nobody owns them.
 */
final class RecipientDomains {
  private static final String FILE = "domains.txt";
  private static final int COMPANIES = 20_000;
  private static final double EXPONENT = 1.1;
  // Visits every company name: it has no common divisor with their number.
  private static final long STEP = 7_919;

  private record Domain(String name, SmtpReplies replies) {}

  private final List<Domain> domains = new ArrayList<>();
  private final int[] domainOfSlot;
  private final int[] firstSlots;

  /**
   * @param slots the number of slots to distribute, 50 or more for each domain
   */
  RecipientDomains(int slots) {
    Map<String, SmtpReplies> replies = SmtpReplies.readAll();
    List<String> receivers = Resource.words(FILE, "receivers");
    for (int i = 0; i < receivers.size(); i += 2) {
      domains.add(new Domain(receivers.get(i), replies.get(receivers.get(i + 1))));
    }
    List<String> gateways = Resource.words(FILE, "gateways");
    for (String name : companies()) {
      int gateway = (int) ((SeededRandom.mix(name.hashCode()) >>> 1) % gateways.size());
      domains.add(new Domain(name, replies.get(gateways.get(gateway))));
    }
    domainOfSlot = new int[slots];
    firstSlots = new int[domains.size() + 1];
    distribute(slots);
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

  private void distribute(int slots) {
    Distribution distribution = Distribution.zipf(domains.size(), EXPONENT);
    for (int domain = 0; domain < domains.size(); domain++) {
      firstSlots[domain] = (int) (distribution.start(domain) * slots);
    }
    firstSlots[domains.size()] = slots;
    for (int domain = 0; domain < domains.size(); domain++) {
      Arrays.fill(domainOfSlot, firstSlots[domain], firstSlots[domain + 1], domain);
    }
  }

  /** Returns the number of domains. Domain 0 is the largest. */
  int count() {
    return domains.size();
  }

  int ofSlot(int slot) {
    return domainOfSlot[slot];
  }

  int firstSlot(int domain) {
    return firstSlots[domain];
  }

  /** Returns the number of a domain's slots, 1 or more. */
  int slots(int domain) {
    return firstSlots[domain + 1] - firstSlots[domain];
  }

  String name(int domain) {
    return domains.get(domain).name();
  }

  SmtpReplies replies(int domain) {
    return domains.get(domain).replies();
  }
}
