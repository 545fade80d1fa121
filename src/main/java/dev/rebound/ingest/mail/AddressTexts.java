package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects addresses in the order in which they occur, each with the texts about it. */
final class AddressTexts {
  private static final int MAX_TEXTS = 4;

  private final Map<EmailAddress, List<String>> texts = new LinkedHashMap<>();

  /**
   * Adds an address, or a text about it.
   *
   * @param text may be empty
   */
  void add(EmailAddress email, String text) {
    if (texts.size() > MailRows.MAX_RECIPIENTS && !texts.containsKey(email)) {
      return;
    }
    List<String> known = texts.computeIfAbsent(email, key -> new ArrayList<>(1));
    if (!text.isEmpty() && known.size() < MAX_TEXTS) {
      known.add(text);
    }
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Returns at most one address more than {@link MailRows#MAX_RECIPIENTS}. */
  Set<EmailAddress> emails() {
    return texts.keySet();
  }

  /** Returns the first text with a status or reply code, or else the first one; may be empty. */
  String text(EmailAddress email) {
    List<String> known = texts.getOrDefault(email, List.of());
    for (String text : known) {
      if (Codes.in(text)) {
        return text;
      }
    }
    return known.isEmpty() ? "" : known.get(0);
  }
}
