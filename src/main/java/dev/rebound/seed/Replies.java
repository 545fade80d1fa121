package dev.rebound.seed;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one receiver answers to mail that it does not take, by type. */
final class Replies {
  private static final String FILE = "replies.txt";

  private final Map<BounceType, List<Reply>> replies = new EnumMap<>(BounceType.class);
  private final Map<BounceType, Shares> shares = new EnumMap<>(BounceType.class);

  /**
   * @param all some of them bounces, some blocks
   */
  private Replies(List<Reply> all) {
    for (BounceType type : List.of(BounceType.BOUNCE, BounceType.BLOCKED)) {
      List<Reply> some = all.stream().filter(reply -> reply.type() == type).toList();
      if (some.isEmpty()) {
        throw new IllegalArgumentException("every receiver has replies of type " + type.label());
      }
      replies.put(type, some);
      shares.put(type, Shares.of(some.stream().mapToDouble(Reply::weight).toArray()));
    }
  }

  /** Of every receiver by its name in {@code replies.txt}. */
  static Map<String, Replies> read() {
    Map<String, List<Reply>> byReceiver = new LinkedHashMap<>();
    List<Reply> current = new ArrayList<>();
    // The standard classifier whatever the settings: own rules must not give other rows.
    Classifier classifier = Classifier.standard();
    for (String line : Resource.lines(FILE)) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        byReceiver.put(line.substring(1, line.length() - 1), current);
      } else {
        String[] fields = line.split(" ", 3);
        current.add(Reply.of(Double.parseDouble(fields[0]), fields[1], fields[2], classifier));
      }
    }
    Map<String, Replies> all = new LinkedHashMap<>();
    byReceiver.forEach((receiver, list) -> all.put(receiver, new Replies(list)));
    return all;
  }

  Reply pick(BounceType type, Dice dice) {
    return replies.get(type).get(shares.get(type).pick(dice.fraction()));
  }

  List<Reply> all() {
    return replies.values().stream().flatMap(List::stream).toList();
  }
}
