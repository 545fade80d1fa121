package dev.rebound.load;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The state of a list before the load begins.
 *
 * @param emails some of the addresses on the list, at least one
 * @param pages number of pages of {@value #LIMIT} rows, including the last
 * @param hasCursor whether full pages have an {@code X-Rebound-Next}; SendGrid's pages do not
 */
record KnownList(List<String> emails, int pages, boolean hasCursor) {
  /** The number of rows of a page: SendGrid's maximum (contract, 2.7). */
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
