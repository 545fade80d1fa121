package dev.rebound.seed;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replies of one receiver to mail that it refuses, by bounce type. */
final class SmtpReplies {
  private static final String FILE = "replies.txt";

  private record Weighted(List<SmtpReply> replies, Distribution distribution) {}

  private final Map<BounceType, Weighted> byType = new EnumMap<>(BounceType.class);

  private SmtpReplies(List<SmtpReply> all) {
    for (BounceType type : List.of(BounceType.BOUNCE, BounceType.BLOCKED)) {
      List<SmtpReply> some = all.stream().filter(reply -> reply.type() == type).toList();
      if (some.isEmpty()) {
        throw new IllegalArgumentException("a receiver has no replies of type " + type.label());
      }
      double[] weights = some.stream().mapToDouble(SmtpReply::weight).toArray();
      byType.put(type, new Weighted(some, Distribution.of(weights)));
    }
  }

  /** Reads the replies of all receivers, by their names in {@code replies.txt}. */
  static Map<String, SmtpReplies> readAll() {
    Map<String, List<SmtpReply>> byReceiver = new LinkedHashMap<>();
    List<SmtpReply> current = new ArrayList<>();
    // Always the standard classifier: custom rules must not change the rows of a seed.
    Classifier classifier = Classifier.standard();
    for (String line : Resource.lines(FILE)) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        byReceiver.put(line.substring(1, line.length() - 1), current);
      } else {
        String[] fields = line.split(" ", 3);
        current.add(SmtpReply.of(Double.parseDouble(fields[0]), fields[1], fields[2], classifier));
      }
    }
    Map<String, SmtpReplies> all = new LinkedHashMap<>();
    byReceiver.forEach((receiver, list) -> all.put(receiver, new SmtpReplies(list)));
    return all;
  }

  SmtpReply pick(BounceType type, SeededRandom random) {
    Weighted weighted = byType.get(type);
    return weighted.replies().get(weighted.distribution().indexOf(random.nextDouble()));
  }

  List<SmtpReply> all() {
    return byType.values().stream().flatMap(weighted -> weighted.replies().stream()).toList();
  }
}
