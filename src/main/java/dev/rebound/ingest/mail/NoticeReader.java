package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a notice paragraph by paragraph for the addresses in it. Those that are listed, each at the
 * start of a line with the reason after it, are surer than those of an SMTP dialogue, and these
 * than those which a sentence speaks of.
 */
final class NoticeReader {
  private static final int MAX_SHARED = 1024;
  private static final int MAX_TEXT = 8192;
  private static final int MAX_HEADING = 200;
  private static final Set<String> NOT_MEANT =
      Set.of(
          "from", "sender", "contact", "contacting", "by", "von", "id", "postmaster", "reply-to");

  final Failures listed = new Failures();
  final Failures replied = new Failures();
  final Failures spokenOf = new Failures();
  final Failures mentioned = new Failures();

  /** Listed under a heading that says something else than failed, by what it says. */
  final Map<EmailAddress, String> others = new HashMap<>();

  /** What an address was sent to that it was made of: a list or a forwarding. */
  final Map<EmailAddress, EmailAddress> origins = new HashMap<>();

  /** The first text with a code in it that is about nobody in particular; may be empty. */
  String firstCoded = "";

  /** The first that speaks of a failure; may be empty. */
  String firstFailing = "";

  private final Transcript transcript = new Transcript(replied);
  private String kind = StatusReport.FAILED;
  private List<EmailAddress> open = List.of();
  private List<EmailAddress> waiting = List.of();
  private String waitingKind = StatusReport.FAILED;
  private int indent;
  private StringBuilder text = new StringBuilder();
  private StringBuilder loose = new StringBuilder();
  private String before = "";
  private boolean isHead = true;

  NoticeReader read(List<String> lines) {
    for (String line : lines) {
      if (line.chars().noneMatch(Character::isLetterOrDigit)) {
        endParagraph();
      } else {
        readLine(line);
      }
    }
    endParagraph();
    endWaiting("");
    return this;
  }

  private void readLine(String line) {
    List<Mention> mentions = Addresses.in(line);
    Listing listing = Listing.of(line, mentions, isHead);
    if (listing != null && !goesOn(listing)) {
      list(listing);
    } else if (!open.isEmpty()) {
      append(text, line);
    } else {
      takeHeading(line);
      transcript.read(line, mentions);
      append(loose, line);
    }
    takeOrigin(line, mentions);
    isHead = line.endsWith(":");
  }

  /** Whether a line still speaks of the address listed before it. */
  private boolean goesOn(Listing listing) {
    return !open.isEmpty()
        && (open.contains(listing.emails().get(0)) && open.size() == 1
            || text.length() > 0 && listing.indent() > indent);
  }

  private void list(Listing listing) {
    if (text.length() > 0) {
      endListing();
    }
    if (open.isEmpty()) {
      endWaiting("");
      before = loose.length() > 0 ? loose.toString() : before;
      open = new ArrayList<>();
      indent = listing.indent();
    }
    // Addresses line by line share the reason that comes after the last.
    open.addAll(listing.emails());
    append(text, listing.text());
  }

  private void endListing() {
    String reason = shared(Texts.oneLine(text.toString()), open);
    for (EmailAddress email : open) {
      tell(email, kind, reason);
    }
    waiting = reason.isEmpty() ? open : List.of();
    waitingKind = kind;
    open = List.of();
    text = new StringBuilder();
  }

  private void tell(EmailAddress email, String became, String reason) {
    boolean isDelayed = Phrases.DELAYED_LIST.in(Texts.folded(reason));
    if (became.equals(StatusReport.FAILED) && !isDelayed) {
      listed.add(email, reason);
    } else if (others.size() <= MailRows.MAX_RECIPIENTS) {
      others.put(email, isDelayed ? StatusReport.DELAYED : became);
    }
  }

  private void endParagraph() {
    if (!open.isEmpty()) {
      endListing();
    } else if (loose.length() > 0) {
      endLoose(Texts.oneLine(loose.toString()));
    }
    loose = new StringBuilder();
    isHead = true;
  }

  private void endLoose(String paragraph) {
    boolean isDivider =
        !Character.isLetterOrDigit(paragraph.charAt(0)) && paragraph.charAt(0) != '#';
    boolean isHeading = isDivider || paragraph.endsWith(":");
    if (!isHeading || Failures.hasCode(paragraph)) {
      endWaiting(paragraph);
    }
    if (firstCoded.isEmpty() && Failures.hasCode(paragraph)) {
      firstCoded = paragraph;
    }
    boolean isFailing = Phrases.FAILING.in(Texts.folded(paragraph));
    if (firstFailing.isEmpty() && isFailing) {
      firstFailing = paragraph;
    }
    Failures found = isFailing ? spokenOf : mentioned;
    for (Mention mention : Addresses.in(paragraph)) {
      if (isMeant(paragraph, mention)) {
        found.add(mention.email(), paragraph);
      }
    }
    before = paragraph;
  }

  /** Thousands may share what one mail says: each of them is looked at with all of it. */
  private static String shared(String reason, List<EmailAddress> emails) {
    return emails.size() == 1 || reason.length() <= MAX_SHARED
        ? reason
        : reason.substring(0, MAX_SHARED);
  }

  /** Gives those listed without a reason the next paragraph, or what stood before them. */
  private void endWaiting(String after) {
    String earlier = Texts.oneLine(before);
    boolean isEarlier = !earlier.endsWith(":") && Phrases.FAILING.in(Texts.folded(earlier));
    String reason = after.isEmpty() || isEarlier && !Failures.hasCode(after) ? earlier : after;
    String bounded = shared(reason, waiting);
    for (EmailAddress email : waiting) {
      tell(email, waitingKind, bounded);
    }
    waiting = List.of();
  }

  private void takeHeading(String line) {
    if (line.length() > MAX_HEADING) {
      return;
    }
    String folded = Texts.folded(line);
    if (Phrases.DELAYED_LIST.in(folded)) {
      kind = StatusReport.DELAYED;
    } else if (Phrases.FAILED_LIST.in(folded)) {
      kind = StatusReport.FAILED;
    } else if (Phrases.DELIVERED_LIST.in(folded) && !folded.contains(" not ")) {
      kind = StatusReport.DELIVERED;
    }
  }

  private void takeOrigin(String line, List<Mention> mentions) {
    if (open.size() != 1 || !(line.contains("expanded from") || line.contains("generated from"))) {
      return;
    }
    EmailAddress origin = mentions.isEmpty() ? null : mentions.get(mentions.size() - 1).email();
    if (origin != null && !open.contains(origin) && origins.size() <= MailRows.MAX_RECIPIENTS) {
      origins.put(open.get(0), origin);
    }
  }

  private static boolean isMeant(String paragraph, Mention mention) {
    String before = paragraph.substring(Math.max(0, mention.start() - 20), mention.start());
    String[] words = Texts.folded(before).split("[ :,;(]+");
    return words.length == 0 || !NOT_MEANT.contains(words[words.length - 1]);
  }

  private static void append(StringBuilder text, String line) {
    if (text.length() < MAX_TEXT) {
      text.append(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line).append('\n');
    }
  }
}
