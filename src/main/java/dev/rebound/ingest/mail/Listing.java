package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a notice that begins with the address it is about, behind a bullet or a label at most:
 * {@code <user@host>: user unknown}.
 *
 * @param emails the address, and those listed on the same line
 * @param indent blanks before it
 * @param text what the line says about it; may be empty
 */
record Listing(List<EmailAddress> emails, int indent, String text) {
  private static final String BULLETS = " \t*-+#.)([|\u2022\u00b7";
  private static final String SEPARATORS = " \t,;";
  private static final String ENDS = ":(,;.-<[/|";

  /**
   * Reads a line.
   *
   * @param mentions the addresses in it
   * @param isHead whether a sentence begins here: elsewhere a line may begin with an address only
   *     because the one before was full
   * @return null when it is no such line
   */
  static Listing of(String line, List<Mention> mentions, boolean isHead) {
    if (mentions.isEmpty()) {
      return null;
    }
    Mention first = mentions.get(0);
    String prefix = withoutBullet(line.substring(0, first.start()));
    String label = Texts.folded(prefix);
    boolean isLabelled = !label.isEmpty() && Phrases.LABEL.atStart(label) == label.length();
    boolean isBracketed = line.charAt(first.start()) == '<';
    String rest = line.substring(first.end()).strip();
    boolean isAlone = rest.isEmpty() || ENDS.indexOf(rest.charAt(0)) >= 0;
    if (!isLabelled && !(label.isEmpty() && (isBracketed || isAlone || isHead))) {
      return null;
    }
    String text = isLabelled && Phrases.FAILING.in(label) ? line.strip() : text(line, mentions);
    return new Listing(emails(line, mentions), indent(line), text);
  }

  static int indent(String line) {
    int at = 0;
    while (at < line.length() && Texts.isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  // "1." and "*" are bullets; "550" is a reply.
  private static String withoutBullet(String prefix) {
    int at = 0;
    while (at < prefix.length() && isBullet(prefix.charAt(at))) {
      at++;
    }
    return at < prefix.length() || !Failures.hasCode(prefix) ? prefix.substring(at) : prefix;
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
    // When Exchange tried: "on 1/2/2001 10:00 AM".
    boolean isTime = rest.startsWith("on ") && rest.indexOf(':') > 0 && rest.length() < 60;
    return isTime ? "" : rest;
  }
}
