package dev.rebound.mock.outcome;

import dev.rebound.domain.EmailAddress;
import dev.rebound.seed.SeededReplies;
import dev.rebound.seed.SeededReplies.Chosen;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that decide their outcome: {@code bounce+5.1.1@} at any domain, and any address at
 * {@code bounce.example}, where words such as {@code full} stand for a code. The same for {@code
 * blocked}, {@code deferred}, {@code dropped} and {@code delivered}.
 */
final class AddressTag {
  private static final String OUTCOMES = "(bounce|blocked|deferred|dropped|delivered)";
  private static final Pattern TAG =
      Pattern.compile(OUTCOMES + "\\+([245]\\.\\d{1,3}\\.\\d{1,3}|[245]\\d\\d)@.+");
  private static final Pattern DOMAIN =
      Pattern.compile("([^@+]*)(?:\\+[^@]*)?@" + OUTCOMES + "\\.example");

  /** The codes of words at {@code bounce.example} and its siblings. */
  private static final Map<String, String> CODES =
      Map.of(
          "gone", "5.1.1",
          "moved", "5.1.6",
          "disabled", "5.2.1",
          "full", "5.2.2",
          "large", "5.3.4",
          "spam", "5.7.1",
          "dmarc", "5.7.26",
          "busy", "4.3.2",
          "slow", "4.7.0");

  // The reply of an address is the same in every run.
  private static final long SEED = 1;

  private AddressTag() {}

  /** Returns the outcome of an address; empty for an address without a tag. */
  static Optional<Outcome> read(EmailAddress email, SeededReplies replies) {
    Matcher tag = TAG.matcher(email.text());
    if (tag.matches()) {
      return Optional.of(outcome(tag.group(1), Optional.of(tag.group(2)), email, replies));
    }
    Matcher domain = DOMAIN.matcher(email.text());
    if (domain.matches()) {
      Optional<String> code = Optional.ofNullable(CODES.get(domain.group(1)));
      return Optional.of(outcome(domain.group(2), code, email, replies));
    }
    return Optional.empty();
  }

  private static Outcome outcome(
      String event, Optional<String> code, EmailAddress email, SeededReplies replies) {
    return Outcome.of(
        event,
        Outcome.use(event)
            .flatMap(
                use ->
                    code.map(
                        found ->
                            replies
                                .ofCode(found, use, email, SEED)
                                .orElseGet(() -> plain(found)))));
  }

  /** Returns a reply with a code that no receiver of a seed sends. */
  private static Chosen plain(String code) {
    boolean isReplyCode = code.indexOf('.') < 0;
    String reply = isReplyCode ? code : code.charAt(0) + "50 " + code;
    return new Chosen(reply + " Requested action not taken", code);
  }
}
