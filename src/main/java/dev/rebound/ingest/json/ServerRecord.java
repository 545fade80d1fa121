package dev.rebound.ingest.json;

import dev.rebound.ingest.TextFields;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns a record of the delivery log of Halon or ZoneMTA into a row of a list.
 *
 * <p>Scripts of Halon log the arguments and the message of the post-delivery hook (its manual,
 * Post-delivery), whole or in parts, so that the members are found at any depth. ZoneMTA logs its
 * deliveries with an action, and posts its bounces without one.
 */
final class ServerRecord {
  private static final String FAILED = "failed";
  private static final String DELIVERED = "delivered";
  private static final String DELAYED = "delayed";
  private static final Map<String, String> TYPES =
      Map.of(
          "bounce", FAILED,
          "bounced", FAILED,
          "rejected", FAILED,
          "accepted", DELIVERED,
          "queue", DELAYED,
          "deferred", DELAYED);
  private static final List<String> TIMES = List.of("ts", "time", "timestamp", "@timestamp");
  private static final List<String> REASONS =
      List.of("reason", "error.message", "error.reason", "response");

  private final Map<String, String> members;

  private ServerRecord(Map<String, String> members) {
    this.members = members;
  }

  /** Returns the record with the names of a list; empty for other objects. */
  static Optional<Map<String, String>> row(Map<String, String> members) {
    ServerRecord record = new ServerRecord(members);
    boolean isHalon =
        Stream.of("result.code", "enhanced.0", "attempt.error.temporary")
            .anyMatch(name -> record.find(name).isPresent());
    boolean isZoneMta =
        members.keySet().containsAll(List.of("seq", "to"))
            && (members.containsKey("response") || members.containsKey("action"));
    return isHalon || isZoneMta ? Optional.of(record.row()) : Optional.empty();
  }

  private Map<String, String> row() {
    String code = find("code").orElse("");
    String enhanced = join("enhanced", ".");
    String text =
        REASONS.stream()
            .map(name -> join(name, " "))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse("");
    String reply =
        Stream.of(code, text.startsWith(enhanced) ? "" : enhanced, text)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return Map.of(
        "email", email(),
        "created", TIMES.stream().flatMap(name -> find(name).stream()).findFirst().orElse(""),
        "type", type(reply),
        "reason", reply,
        "status", enhanced.isEmpty() ? code : enhanced);
  }

  private String email() {
    return Stream.of("recipient", "recipientaddress", "to")
        .flatMap(name -> find(name).or(() -> address(name)).stream())
        .findFirst()
        .orElse("");
  }

  private Optional<String> address(String name) {
    return find(name + ".localpart")
        .flatMap(local -> find(name + ".domain").map(domain -> local + "@" + domain));
  }

  /** Returns the word for the action, or else for the first digit of the reply. */
  private String type(String reply) {
    Optional<String> action = find("action").map(TextFields::normal);
    if (action.isPresent() && !action.get().equals("delete")) {
      return TYPES.getOrDefault(action.get(), action.get());
    }
    boolean isPosted = members.containsKey("returnpath");
    return switch (reply.isEmpty() ? ' ' : reply.charAt(0)) {
      case '2' -> DELIVERED;
      case '4' -> isPosted ? FAILED : DELAYED;
      default -> FAILED;
    };
  }

  /** Returns the elements of an array, or the only value. */
  private String join(String name, String separator) {
    return find(name)
        .orElseGet(
            () ->
                IntStream.range(0, members.size())
                    .mapToObj(index -> find(name + "." + index))
                    .takeWhile(Optional::isPresent)
                    .map(Optional::orElseThrow)
                    .collect(Collectors.joining(separator)));
  }

  /** Returns the value of the outermost member with a name or the end of a path. */
  private Optional<String> find(String name) {
    return members.keySet().stream()
        .filter(path -> path.equals(name) || path.endsWith("." + name))
        .min(Comparator.comparingInt(String::length).thenComparing(path -> path))
        .map(members::get);
  }
}
