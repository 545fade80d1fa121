package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's word for the type of a row.
 *
 * @param type empty when the row is neither a bounce nor a block
 * @param kind the kind of an ignored row; empty when there is a type
 */
record TypeWord(Optional<BounceType> type, String kind) {
  private static final Map<String, TypeWord> WORDS = new HashMap<>();

  // Our own words, Postmark's bounce types and suppression reasons, SES's suppression reasons and
  // bounce types, and common words. They are compared like column names.
  static {
    addType(
        BounceType.BOUNCE,
        List.of("bounce", "bounced", "HardBounce", "hard", "Permanent", "BadEmailAddress"));
    addType(
        BounceType.BLOCKED,
        List.of("blocked", "block", "SoftBounce", "soft", "Transient", "Undetermined"));
    addType(
        BounceType.BLOCKED,
        List.of("DnsError", "SpamNotification", "VirusNotification", "DMARCPolicy", "Unknown"));
    addKind("complaint", List.of("complaint", "SpamComplaint", "spam", "spam report", "abuse"));
    addKind("manual", List.of("manual", "ManualSuppression", "ManuallyDeactivated"));
    addKind("unsubscribe", List.of("Unsubscribe", "unsubscribed"));
    addKind(
        "other",
        List.of("Subscribe", "AutoResponder", "AddressChange", "OpenRelayTest", "Unconfirmed"));
    addKind(
        "other",
        List.of(
            "ChallengeVerification", "SMTPApiError", "InboundError", "TemplateRenderingFailed"));
  }

  private static void addType(BounceType type, List<String> words) {
    words.forEach(w -> WORDS.put(CsvHeader.normal(w), new TypeWord(Optional.of(type), "")));
  }

  private static void addKind(String kind, List<String> words) {
    words.forEach(w -> WORDS.put(CsvHeader.normal(w), new TypeWord(Optional.empty(), kind)));
  }

  /** Returns the meaning of a word; empty when it is unknown. */
  static Optional<TypeWord> of(String word) {
    return Optional.ofNullable(WORDS.get(CsvHeader.normal(word)));
  }
}
