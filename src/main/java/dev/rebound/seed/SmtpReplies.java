package dev.rebound.seed;

import dev.rebound.classify.Classifier;
import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TextResource;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replies of one receiver to mail that it refuses, by bounce type. */
final class SmtpReplies {
  private static final String FILE = "replies.txt";

  private record Weighted(List<Reply> replies, Distribution distribution) {}

  private final Map<BounceType, Weighted> byType = new EnumMap<>(BounceType.class);

  private SmtpReplies(List<Reply> all) {
    for (BounceType type : List.of(BounceType.BOUNCE, BounceType.BLOCKED)) {
      List<Reply> some = all.stream().filter(reply -> reply.type() == type).toList();
      if (some.isEmpty()) {
        throw new IllegalArgumentException("a receiver has no replies of type " + type.label());
      }
      double[] weights = some.stream().mapToDouble(Reply::weight).toArray();
      byType.put(type, new Weighted(some, Distribution.of(weights)));
    }
  }

  /** Reads the replies of all receivers, by their names in {@code replies.txt}. */
  static Map<String, SmtpReplies> readAll() {
    Map<String, List<Reply>> byReceiver = new LinkedHashMap<>();
    List<Reply> current = new ArrayList<>();
    // Always the standard classifier: custom rules must not change the rows of a seed.
    Classifier classifier = Classifier.standard();
    for (String line : TextResource.lines(SmtpReplies.class, FILE)) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        byReceiver.put(line.substring(1, line.length() - 1), current);
      } else {
        String[] fields = line.split(" ", 3);
        current.add(Reply.of(Double.parseDouble(fields[0]), fields[1], fields[2], classifier));
      }
    }
    Map<String, SmtpReplies> all = new LinkedHashMap<>();
    byReceiver.forEach((receiver, list) -> all.put(receiver, new SmtpReplies(list)));
    return all;
  }

  Reply pick(BounceType type, SeededRandom random) {
    Weighted weighted = byType.get(type);
    return weighted.replies().get(weighted.distribution().indexOf(random.nextDouble()));
  }

  List<Reply> all() {
    return byType.values().stream().flatMap(weighted -> weighted.replies().stream()).toList();
  }

  /**
   * The template of an SMTP reply. It is classified once, because its placeholders do not affect
   * the classification.
   *
   * @param weight how often the receiver sends it, relative to its other replies
   * @param parts literal text and placeholders in turn; the first and last part are literal
   */
  record Reply(double weight, String status, List<String> parts, Verdict verdict, BounceType type) {
    private static final EmailAddress SAMPLE = new EmailAddress("mary.smith@gmail.com");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 20;
    // Networks for documentation (RFC 5737), which nobody owns.
    private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};

    /**
     * @param template with the placeholders {@code {email}}, {@code {local}}, {@code {domain}},
     *     {@code {ip}}, {@code {id}} and {@code {n}}
     */
    static Reply of(double weight, String status, String template, Classifier classifier) {
      List<String> parts = List.of(template.split("[{}]", -1));
      String sample = text(parts, SAMPLE, new SeededRandom(0, 0));
      Verdict verdict = classifier.classify(sample, status);
      return new Reply(weight, status, parts, verdict, FailureType.of(verdict, sample, status));
    }

    /** Returns the reply for a recipient. */
    String text(EmailAddress email, SeededRandom random) {
      return text(parts, email, random);
    }

    private static String text(List<String> parts, EmailAddress email, SeededRandom random) {
      StringBuilder text = new StringBuilder(256);
      for (int i = 0; i < parts.size(); i++) {
        if (i % 2 == 0) {
          text.append(parts.get(i));
        } else {
          appendValue(text, parts.get(i), email.text(), random);
        }
      }
      return text.toString();
    }

    private static void appendValue(
        StringBuilder text, String placeholder, String email, SeededRandom random) {
      switch (placeholder) {
        case "email" -> text.append(email);
        case "local" -> text.append(email, 0, email.indexOf('@'));
        case "domain" -> text.append(email, email.indexOf('@') + 1, email.length());
        case "ip" ->
            text.append(NETWORKS[random.nextInt(NETWORKS.length)]).append(1 + random.nextInt(254));
        case "id" -> appendId(text, random);
        case "n" -> text.append(1 + random.nextInt(40));
        default -> throw new IllegalArgumentException("unknown placeholder " + placeholder);
      }
    }

    private static void appendId(StringBuilder text, SeededRandom random) {
      for (int i = 0; i < ID_LENGTH; i++) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
  }
}
