package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the addresses of a notice, paragraph by paragraph. Addresses that are listed, at the
 * start of a line with the reason after it, are the most reliable; next are those of an SMTP
 * dialogue, then those in sentences.
 */
final class NoticeReader {
  private static final int MAX_SHARED = 1024;
  private static final int MAX_TEXT = 8192;
  private static final int MAX_HEADING = 200;
  private static final int MAX_PARAGRAPHS = 8;

  private static final Pattern ORIGIN = Pattern.compile("expanded from|generated (?:from|by)");

  final AddressTexts listed = new AddressTexts();
  final AddressTexts replied = new AddressTexts();
  final AddressTexts inSentences = new AddressTexts();
  final AddressTexts mentioned = new AddressTexts();

  /** The kind of each address that is listed under a heading for recipients that did not fail. */
  final Map<EmailAddress, String> others = new HashMap<>();

  // Outside of listings, from the start.
  private final List<String> paragraphs = new ArrayList<>();

  /** The address that was sent to, by the address that a list or a forwarding expanded it to. */
  final Map<EmailAddress, EmailAddress> origins = new HashMap<>();

  /** The first paragraph outside of listings with a status or reply code; may be empty. */
  String firstCoded = "";

  /** The first paragraph outside of listings about a failure; may be empty. */
  String firstFailing = "";

  final SmtpTranscript transcript = new SmtpTranscript(replied);
  private final AddressTexts around = new AddressTexts();
  private final Surroundings surroundings;
  private String kind = DeliveryStatus.FAILED;
  private List<EmailAddress> open = List.of();
  private List<EmailAddress> waiting = new ArrayList<>();
  private String waitingKind = DeliveryStatus.FAILED;
  private int indent;
  private int textIndent;
  private String lastLine = "";
  private StringBuilder text = new StringBuilder();
  private StringBuilder loose = new StringBuilder();
  private boolean isHead = true;

  /**
   * @param classifies whether the classifier knows the reason in a text
   */
  NoticeReader(Predicate<String> classifies) {
    this.surroundings = new Surroundings(classifies);
  }

  NoticeReader read(List<String> lines) {
    for (String line : lines) {
      if (line.chars().noneMatch(Character::isLetterOrDigit)) {
        endParagraph();
      } else {
        readLine(line);
      }
    }
    endParagraph();
    endWaiting();
    return this;
  }

  private void readLine(String line) {
    List<Mention> mentions = Addresses.in(line);
    Optional<RecipientLine> listing =
        RecipientLine.of(line, mentions, isHead || isNext(line, mentions))
            .filter(found -> !goesOn(found));
    if (listing.isEmpty() && isOutside(line)) {
      endListing();
    }
    if (listing.isPresent()) {
      list(listing.get());
    } else if (!open.isEmpty()) {
      textIndent = Math.min(textIndent, RecipientLine.indent(line));
      append(text, line);
    } else {
      takeHeading(line);
      transcript.read(line, mentions);
      append(loose, line);
    }
    takeOrigin(line, mentions);
    isHead = line.endsWith(":");
    lastLine = line;
  }

  /** Returns whether a line starts with another address, just as the line of the one before it. */
  private boolean isNext(String line, List<Mention> mentions) {
    return !open.isEmpty()
        && text.length() > 0
        && !mentions.isEmpty()
        && mentions.get(0).start() == indent
        && RecipientLine.indent(line) == indent
        && !open.contains(mentions.get(0).email())
        && !Phrases.endsWithOtherRole(lastLine);
  }

  /** Returns whether a line is further left than the listing and the text about it. */
  private boolean isOutside(String line) {
    return text.length() > 0 && textIndent >= indent && RecipientLine.indent(line) < indent;
  }

  /** Returns whether a line continues the text about the address listed before it. */
  private boolean goesOn(RecipientLine listing) {
    return !open.isEmpty()
        && (open.contains(listing.emails().get(0)) && open.size() == 1
            || listing.indent() > indent);
  }

  private void list(RecipientLine listing) {
    if (text.length() > 0) {
      endListing();
    }
    if (open.isEmpty()) {
      String above = Texts.oneLine(loose.toString());
      if (surroundings.hasBelow() || !above.isEmpty() || !kind.equals(waitingKind)) {
        endWaiting();
      }
      surroundings.addAbove(above);
      loose = new StringBuilder();
      open = new ArrayList<>();
      indent = listing.indent();
      textIndent = Integer.MAX_VALUE;
    }
    // Addresses on consecutive lines share the reason after the last one.
    open.addAll(listing.emails());
    if (surroundings.explains(listing.labelled())) {
      append(text, listing.labelled());
    } else {
      surroundings.addAbove(listing.labelled());
      append(text, listing.text());
    }
  }

  private void endListing() {
    String own = Texts.oneLine(text.toString());
    boolean isHeading = own.endsWith(":") && own.length() <= MAX_HEADING && !Codes.in(own);
    if (own.isEmpty() || isHeading) {
      surroundings.addBelow(own);
      waiting.addAll(open);
      waitingKind = kind;
    } else {
      endWaiting();
      String reason = shared(own, open);
      open.forEach(email -> add(email, kind, reason, reason));
    }
    open = List.of();
    text = new StringBuilder();
  }

  /** Adds a listed address, and returns whether it failed. */
  private boolean add(EmailAddress email, String listedKind, String own, String reason) {
    boolean isDelayed = Phrases.DELAYED_LIST.in(Texts.folded(reason));
    boolean isFailed = listedKind.equals(DeliveryStatus.FAILED) && !isDelayed;
    if (isFailed) {
      listed.add(email, own);
    } else if (others.size() <= MailRows.MAX_RECIPIENTS) {
      others.put(email, isDelayed ? DeliveryStatus.DELAYED : listedKind);
    }
    return isFailed;
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
    if (isFooter(paragraph)) {
      return;
    }
    if (paragraphs.size() < MAX_PARAGRAPHS && !Surroundings.isField(paragraph)) {
      paragraphs.add(Surroundings.withoutClosings(paragraph));
    }
    if (waiting.isEmpty()) {
      surroundings.addAbove(paragraph);
    } else {
      surroundings.addBelow(paragraph);
    }
    if (firstCoded.isEmpty() && Codes.in(paragraph)) {
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
  }

  /** Returns whether a scanner or a disclaimer added a paragraph below the notice. */
  private boolean isFooter(String paragraph) {
    boolean isBelow = !waiting.isEmpty() || !listed.isEmpty() || !inSentences.isEmpty();
    return isBelow && Phrases.FOOTER.in(Texts.folded(paragraph)) && !Codes.in(paragraph);
  }

  /** Shortens a reason of many recipients: it is classified once for each of them. */
  private static String shared(String reason, List<EmailAddress> emails) {
    return emails.size() == 1 || reason.length() <= MAX_SHARED
        ? reason
        : reason.substring(0, MAX_SHARED);
  }

  /** Gives recipients listed without a reason that of a paragraph around them. */
  private void endWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    String reason = shared(surroundings.takeReason(), waiting);
    for (EmailAddress email : waiting) {
      if (add(email, waitingKind, "", reason)) {
        around.add(email, reason);
      }
    }
    waiting.clear();
  }

  /** Returns the text about a listed address, its own one if possible; may be empty. */
  String listedText(EmailAddress email) {
    String own = listed.text(email);
    String other = around.text(email);
    return own.isEmpty() || Codes.in(other) && !Codes.in(own) ? other : own;
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
    if (open.size() != 1 || !(ORIGIN.matcher(line).find())) {
      return;
    }
    if (!mentions.isEmpty() && origins.size() <= MailRows.MAX_RECIPIENTS) {
      EmailAddress origin = mentions.get(mentions.size() - 1).email();
      if (!open.contains(origin)) {
        origins.put(open.get(0), origin);
      }
    }
  }

  /**
   * Returns a text if the classifier knows the reason in it; or else the first paragraph outside of
   * listings of which that is true, or else the text.
   */
  String explained(String reason) {
    return Stream.concat(Stream.of(reason), paragraphs.stream())
        .filter(surroundings::explains)
        .findFirst()
        .orElse(reason);
  }

  private static boolean isRecipient(String paragraph, Mention mention) {
    String before = paragraph.substring(Math.max(0, mention.start() - 20), mention.start());
    return !Phrases.endsWithOtherRole(before);
  }

  private static void append(StringBuilder text, String line) {
    if (text.length() < MAX_TEXT && !line.isEmpty()) {
      text.append(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line).append('\n');
    }
  }
}
