package dev.rebound.api.endpoint;

import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.wire.BounceArray;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/**
 * The rows of addresses as the rest of an array, in parts. Each part is looked up when the one
 * before is written, so that a response of any size holds one part in memory.
 *
 * @param emails the addresses to look up, one or more
 * @param size the most addresses to look up at once
 * @param array the array so far
 */
public record LookupParts(
    Bus bus, long accountId, List<EmailAddress> emails, int size, BounceArray array) {

  /** Returns the next part, with the rows in the order of the addresses. */
  public Future<Chunk> next() {
    List<EmailAddress> some = emails.subList(0, Math.min(emails.size(), size));
    return bus.ask(Operations.FIND_MANY_BOUNCES, new Bounce.Lookup(accountId, some))
        .compose(found -> upToOmitted(some, found));
  }

  /** Returns the rows before the first omitted one. Small parts follow, which omit nothing. */
  private Future<Chunk> upToOmitted(List<EmailAddress> some, Bounce.Found found) {
    int end = 0;
    while (end < some.size() && !found.omitted().contains(some.get(end).text())) {
      end++;
    }
    List<EmailAddress> rest = emails.subList(end, emails.size());
    int nextSize = found.omitted().isEmpty() ? size : Bounce.Lookup.SMALL_SIZE;
    List<Bounce> rows =
        some.subList(0, end).stream()
            .map(email -> found.bounces().get(email.text()))
            .filter(Objects::nonNull)
            .toList();
    LookupParts next = new LookupParts(bus, accountId, rest, nextSize, array.after(rows));
    return Future.succeededFuture(
        rest.isEmpty()
            ? Chunk.last(array.part(rows, true))
            : Chunk.followedBy(array.part(rows, false), next::next));
  }
}
