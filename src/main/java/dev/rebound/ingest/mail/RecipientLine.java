package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a notice that starts with the address it is about, perhaps after a bullet or a label:
 * {@code <user@host>: user unknown}.
 *
 * @param emails the addresses that the line lists
 * @param indent the blanks before the first one
 * @param text the text about the addresses; may be empty
 * @param labelled the line, if its label is about a failure; else empty
 */
record RecipientLine(List<EmailAddress> emails, int indent, String text, String labelled) {
  private static final String BULLETS = " \t*-+#.)([|\u2022\u00b7";
  private static final String SEPARATORS = " \t,;";
  private static final int MAX_LABEL = 120;
  private static final int MAX_HEADING = 200;
  // Exchange writes the time of its attempt: "on 1/2/2001 10:00 AM".
  private static final Pattern TIME =
      Pattern.compile("\\p{L}{1,4} [\\p{L}\\d,./ -]{6,40}\\d:\\d\\d[\\p{L}\\d:. +-]{0,20}");
  private static final String ENDS = ":(,;.-<[/|";

  /**
   * Parses a line; empty for other lines.
   *
   * @param mentions the addresses in the line
   * @param isHead whether a sentence starts here; elsewhere the address may be in mid-sentence, at
   *     the start of a wrapped line
   */
  static Optional<RecipientLine> of(String line, List<Mention> mentions, boolean isHead) {
    if (mentions.isEmpty()) {
      return Optional.empty();
    }
    Mention first = mentions.get(0);
    String prefix = withoutBullet(line.substring(0, first.start()));
    String label = Texts.folded(prefix);
    boolean isLabelled = isLabel(label);
    boolean isBracketed = line.charAt(first.start()) == '<';
    String rest = line.substring(first.end()).strip();
    boolean isAlone = rest.isEmpty() || ENDS.indexOf(rest.charAt(0)) >= 0;
    if (!isLabelled && !(label.isEmpty() && (isBracketed || isAlone || isHead))) {
      return Optional.empty();
    }
    String labelled = isLabelled && Phrases.FAILING.in(label) ? line.strip() : "";
    String text = text(line, mentions);
    return Optional.of(new RecipientLine(emails(line, mentions), indent(line), text, labelled));
  }

  /** Returns whether the text, if there is any, is about a failure. */
  boolean isAboutFailure() {
    return text.isEmpty() || Codes.in(text) || Phrases.FAILING.in(Texts.folded(text));
  }

  // A known label, or words about a failure with a colon.
  private static boolean isLabel(String label) {
    boolean isHeading =
        label.endsWith(":")
            && Character.isLetter(label.charAt(0))
            && label.indexOf('<') < 0
            && label.indexOf('>') < 0
            && label.length() <= MAX_LABEL
            && !Phrases.endsWithOtherRole(label);
    return !label.isEmpty() && Phrases.LABEL.atStart(label) == label.length()
        || isHeading && (Phrases.TEXT.in(label) || Phrases.SUBJECT.in(label));
  }

  /** Returns what happened to the recipients listed below a heading; empty for other lines. */
  static Optional<String> listKind(String heading) {
    if (heading.length() > MAX_HEADING) {
      return Optional.empty();
    }
    String folded = Texts.folded(heading);
    if (Phrases.DELAYED_LIST.in(folded)) {
      return Optional.of(DeliveryStatus.DELAYED);
    } else if (Phrases.FAILED_LIST.in(folded)) {
      return Optional.of(DeliveryStatus.FAILED);
    }
    boolean isDelivered =
        Phrases.DELIVERED_LIST.in(folded) && !folded.contains(" not ")
            || folded.startsWith("delivered to:");
    return isDelivered ? Optional.of(DeliveryStatus.DELIVERED) : Optional.empty();
  }

  static int indent(String line) {
    int at = 0;
    while (at < line.length() && Texts.isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  // "1." and "*" are bullets; "550" is a reply code.
  private static String withoutBullet(String prefix) {
    int at = 0;
    while (at < prefix.length() && isBullet(prefix.charAt(at))) {
      at++;
    }
    return at < prefix.length() || !Codes.in(prefix) ? prefix.substring(at) : prefix;
  }

  private static boolean isBullet(char c) {
    return BULLETS.indexOf(c) >= 0 || c >= '0' && c <= '9';
  }

  private static List<EmailAddress> emails(String line, List<Mention> mentions) {
    List<EmailAddress> emails = new ArrayList<>(1);
    int end = mentions.get(0).start();
    for (Mention mention : mentions) {
      boolean isNext =
          line.substring(end, mention.start()).chars().allMatch(c -> SEPARATORS.indexOf(c) >= 0);
      if (!emails.isEmpty() && !isNext) {
        break;
      }
      emails.add(mention.email());
      end = mention.end();
    }
    return emails;
  }

  private static String text(String line, List<Mention> mentions) {
    int end = mentions.get(emails(line, mentions).size() - 1).end();
    String rest = line.substring(end).strip();
    int at = 0;
    while (at < rest.length() && ":;,->. ".indexOf(rest.charAt(at)) >= 0) {
      at++;
    }
    rest = rest.substring(at).strip();
    return TIME.matcher(rest).matches() ? "" : rest;
  }
}
