package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the addresses of a notice, paragraph by paragraph. Addresses that are listed, at the
 * start of a line with the reason after it, are the most reliable; next are those of an SMTP
 * dialogue, then those in sentences.
 */
final class NoticeReader {
  private static final int MAX_SHARED = 1024;
  private static final int MAX_TEXT = 8192;
  private static final int MAX_HEADING = 200;

  final AddressTexts listed = new AddressTexts();
  final AddressTexts replied = new AddressTexts();
  final AddressTexts inSentences = new AddressTexts();
  final AddressTexts mentioned = new AddressTexts();

  /** The kind of each address that is listed under a heading for recipients that did not fail. */
  final Map<EmailAddress, String> others = new HashMap<>();

  /** The address that was sent to, by the address that a list or a forwarding expanded it to. */
  final Map<EmailAddress, EmailAddress> origins = new HashMap<>();

  /** The first paragraph outside of listings with a status or reply code; may be empty. */
  String firstCoded = "";

  /** The first paragraph outside of listings about a failure; may be empty. */
  String firstFailing = "";

  private final SmtpTranscript transcript = new SmtpTranscript(replied);
  private String kind = DeliveryStatus.FAILED;
  private List<EmailAddress> open = List.of();
  private List<EmailAddress> waiting = List.of();
  private String waitingKind = DeliveryStatus.FAILED;
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
    Optional<RecipientLine> listing =
        RecipientLine.of(line, mentions, isHead).filter(found -> !goesOn(found));
    if (listing.isPresent()) {
      list(listing.get());
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

  /** Returns whether a line continues the text about the address listed before it. */
  private boolean goesOn(RecipientLine listing) {
    return !open.isEmpty()
        && (open.contains(listing.emails().get(0)) && open.size() == 1
            || text.length() > 0 && listing.indent() > indent);
  }

  private void list(RecipientLine listing) {
    if (text.length() > 0) {
      endListing();
    }
    if (open.isEmpty()) {
      endWaiting("");
      before = loose.length() > 0 ? loose.toString() : before;
      open = new ArrayList<>();
      indent = listing.indent();
    }
    // Addresses on consecutive lines share the reason after the last one.
    open.addAll(listing.emails());
    append(text, listing.text());
  }

  private void endListing() {
    String reason = shared(Texts.oneLine(text.toString()), open);
    for (EmailAddress email : open) {
      add(email, kind, reason);
    }
    waiting = reason.isEmpty() ? open : List.of();
    waitingKind = kind;
    open = List.of();
    text = new StringBuilder();
  }

  private void add(EmailAddress email, String listedKind, String reason) {
    boolean isDelayed = Phrases.DELAYED_LIST.in(Texts.folded(reason));
    if (listedKind.equals(DeliveryStatus.FAILED) && !isDelayed) {
      listed.add(email, reason);
    } else if (others.size() <= MailRows.MAX_RECIPIENTS) {
      others.put(email, isDelayed ? DeliveryStatus.DELAYED : listedKind);
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
    if (!isHeading || AddressTexts.hasCode(paragraph)) {
      endWaiting(paragraph);
    }
    if (firstCoded.isEmpty() && AddressTexts.hasCode(paragraph)) {
      firstCoded = paragraph;
    }
    boolean isFailing = Phrases.FAILING.in(Texts.folded(paragraph));
    if (firstFailing.isEmpty() && isFailing) {
      firstFailing = paragraph;
    }
    AddressTexts found = isFailing ? inSentences : mentioned;
    for (Mention mention : Addresses.in(paragraph)) {
      if (isRecipient(paragraph, mention)) {
        found.add(mention.email(), paragraph);
      }
    }
    before = paragraph;
  }

  /** Shortens a reason of many recipients: it is classified once for each of them. */
  private static String shared(String reason, List<EmailAddress> emails) {
    return emails.size() == 1 || reason.length() <= MAX_SHARED
        ? reason
        : reason.substring(0, MAX_SHARED);
  }

  /** Gives recipients listed without a reason the next paragraph, or else the one before them. */
  private void endWaiting(String after) {
    String earlier = Texts.oneLine(before);
    boolean isEarlier = !earlier.endsWith(":") && Phrases.FAILING.in(Texts.folded(earlier));
    String reason = after.isEmpty() || isEarlier && !AddressTexts.hasCode(after) ? earlier : after;
    String bounded = shared(reason, waiting);
    for (EmailAddress email : waiting) {
      add(email, waitingKind, bounded);
    }
    waiting = List.of();
  }

  private void takeHeading(String line) {
    if (line.length() > MAX_HEADING) {
      return;
    }
    String folded = Texts.folded(line);
    if (Phrases.DELAYED_LIST.in(folded)) {
      kind = DeliveryStatus.DELAYED;
    } else if (Phrases.FAILED_LIST.in(folded)) {
      kind = DeliveryStatus.FAILED;
    } else if (Phrases.DELIVERED_LIST.in(folded) && !folded.contains(" not ")) {
      kind = DeliveryStatus.DELIVERED;
    }
  }

  private void takeOrigin(String line, List<Mention> mentions) {
    if (open.size() != 1 || !(line.contains("expanded from") || line.contains("generated from"))) {
      return;
    }
    if (!mentions.isEmpty() && origins.size() <= MailRows.MAX_RECIPIENTS) {
      EmailAddress origin = mentions.get(mentions.size() - 1).email();
      if (!open.contains(origin)) {
        origins.put(open.get(0), origin);
      }
    }
  }

  private static boolean isRecipient(String paragraph, Mention mention) {
    String before = paragraph.substring(Math.max(0, mention.start() - 20), mention.start());
    String[] words = Texts.folded(before).split("[ :,;(]+");
    return words.length == 0 || !Phrases.OTHER_ROLE.has(words[words.length - 1]);
  }

  private static void append(StringBuilder text, String line) {
    if (text.length() < MAX_TEXT) {
      text.append(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line).append('\n');
    }
  }
}
