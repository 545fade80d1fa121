package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a vendor's word for a type says: a bounce, a block, or that the row is about something else.
 *
 * @param kind what else it is about, when {@code type} is empty
 */
record VendorWord(Optional<BounceType> type, String kind) {
  private static final Map<String, VendorWord> WORDS = new HashMap<>();

  // The words of the way in; Postmark's bounce types and suppression reasons; SES's suppression
  // reasons and bounce types; and the common ones. Compared as names of columns are.
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
    words.forEach(w -> WORDS.put(CsvHeader.normal(w), new VendorWord(Optional.of(type), "")));
  }

  private static void addKind(String kind, List<String> words) {
    words.forEach(w -> WORDS.put(CsvHeader.normal(w), new VendorWord(Optional.empty(), kind)));
  }

  /** Empty when the word is none of a type. */
  static Optional<VendorWord> of(String word) {
    return Optional.ofNullable(WORDS.get(CsvHeader.normal(word)));
  }
}
