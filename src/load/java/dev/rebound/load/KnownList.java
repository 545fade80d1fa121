package dev.rebound.load;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What was seen of a list before the load began.
 *
 * @param emails some of those that are on it, one at least
 * @param pages full ones and the last, of {@value #LIMIT} rows
 * @param hasCursor whether its full pages have an {@code X-Rebound-Next}, which SendGrid's have not
 */
record KnownList(List<String> emails, int pages, boolean hasCursor) {
  /** Rows of a page, the most that SendGrid gives (contract, 2.7). */
  static final int LIMIT = 500;

  static final String PATH = "/v3/suppression/bounces";

  KnownList {
    emails = List.copyOf(emails);
    if (emails.isEmpty()) {
      throw new IllegalArgumentException("the list is empty; seed it first");
    }
  }

  String anyEmail() {
    return emails.get(ThreadLocalRandom.current().nextInt(emails.size()));
  }
}
