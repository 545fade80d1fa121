package dev.rebound.ingest.mail;

import dev.rebound.classify.Codes;
import dev.rebound.domain.EmailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Addresses in the order that they are found in, each with what is said about it. */
final class Failures {
  private static final int MAX_TEXTS = 4;

  private final Map<EmailAddress, List<String>> texts = new LinkedHashMap<>();

  /**
   * @param text may be empty
   */
  void add(EmailAddress email, String text) {
    if (texts.size() > MailRows.MAX_RECIPIENTS && !texts.containsKey(email)) {
      return;
    }
    List<String> told = texts.computeIfAbsent(email, key -> new ArrayList<>(1));
    if (!text.isEmpty() && told.size() < MAX_TEXTS) {
      told.add(text);
    }
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** At most one more than {@link MailRows#MAX_RECIPIENTS}. */
  Set<EmailAddress> emails() {
    return texts.keySet();
  }

  /** The first text with a code in it, or else the first one; empty when there is none. */
  String text(EmailAddress email) {
    List<String> told = texts.getOrDefault(email, List.of());
    return told.stream()
        .filter(Failures::hasCode)
        .findFirst()
        .or(() -> told.stream().findFirst())
        .orElse("");
  }

  static boolean hasCode(String text) {
    Codes codes = Codes.of(text, "");
    return !codes.statuses().isEmpty() || !codes.reply().isEmpty();
  }
}
