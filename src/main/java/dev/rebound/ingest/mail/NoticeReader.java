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

/**
 * Collects the addresses of a notice, paragraph by paragraph. Addresses that are listed, at the
 * start of a line with the reason after it, are the most reliable; next are those of an SMTP
 * dialogue, then those in sentences.
 */
final class NoticeReader {
  private static final int MAX_SHARED = 1024;
  private static final int MAX_TEXT = 8192;
  private static final int MAX_HEADING = 200;

  // Footers follow it.
  private static final Pattern SEPARATOR = Pattern.compile("\\s*(?:_{5,}|\\*{5,}|--)\\s*");
  private static final Pattern ORIGIN = Pattern.compile("expanded from|generated (?:from|by)");

  final AddressTexts listed = new AddressTexts();
  final AddressTexts replied = new AddressTexts();
  final LooseText loose = new LooseText();

  /** The kind of each address that is listed under a heading for recipients that did not fail. */
  final Map<EmailAddress, String> others = new HashMap<>();

  /** The address that was sent to, by the address that a list or a forwarding expanded it to. */
  final Map<EmailAddress, EmailAddress> origins = new HashMap<>();

  final SmtpTranscript transcript = new SmtpTranscript(replied);
  private final AddressTexts around = new AddressTexts();
  private final Surroundings surroundings;
  private String kind = DeliveryStatus.FAILED;
  private Optional<Listing> open = Optional.empty();
  // Listed without a reason.
  private final List<EmailAddress> waiting = new ArrayList<>();
  private String waitingKind = DeliveryStatus.FAILED;
  private StringBuilder paragraph = new StringBuilder();
  private boolean isHead = true;
  private boolean isSeparated;

  /**
   * @param classifies whether the classifier knows the reason in a text
   */
  NoticeReader(Predicate<String> classifies) {
    this.surroundings = new Surroundings(classifies);
  }

  NoticeReader read(List<String> lines) {
    for (String line : lines) {
      if (!hasWord(line)) {
        endParagraph();
        isSeparated |= isBelow() && SEPARATOR.matcher(line).matches();
      } else {
        readLine(line);
      }
    }
    endParagraph();
    endWaiting();
    return this;
  }

  private static boolean hasWord(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (Character.isLetterOrDigit(line.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  private void readLine(String line) {
    open.filter(listing -> listing.endsBefore(line)).ifPresent(this::endListing);
    List<Mention> mentions = Addresses.in(line);
    boolean isNext = open.filter(listing -> listing.isNext(line, mentions)).isPresent();
    Optional<RecipientLine> found =
        RecipientLine.of(line, mentions, isHead)
            .or(() -> RecipientLine.of(line, mentions, isNext).filter(this::isAboutFailure))
            .filter(next -> open.filter(listing -> listing.continuesWith(next)).isEmpty());
    if (found.isPresent() || open.filter(listing -> listing.isOutside(line)).isPresent()) {
      open.filter(Listing::hasText).ifPresent(this::endListing);
    }
    if (found.isPresent()) {
      list(found.get(), line, mentions.get(0));
    } else if (open.isPresent()) {
      open.get().addLine(line);
    } else {
      kind = RecipientLine.listKind(line).orElse(kind);
      transcript.read(line, mentions);
      append(paragraph, line);
    }
    takeOrigin(line, mentions);
    isHead = line.endsWith(":");
  }

  private boolean isAboutFailure(RecipientLine line) {
    return line.isAboutFailure() || surroundings.explains(line.text());
  }

  private void list(RecipientLine found, String line, Mention first) {
    if (open.isEmpty()) {
      String above = Texts.oneLine(paragraph.toString());
      if (surroundings.hasBelow() || !above.isEmpty() || !kind.equals(waitingKind)) {
        endWaiting();
      }
      surroundings.addAbove(above);
      paragraph = new StringBuilder();
      open = Optional.of(new Listing(line, first));
    }
    boolean isReason = surroundings.explains(found.labelled());
    if (!isReason) {
      surroundings.addAbove(found.labelled());
    }
    // Addresses on consecutive lines share the reason after the last one.
    open.get().add(found.emails(), isReason ? found.labelled() : found.text(), line);
  }

  private void endListing(Listing listing) {
    String own = listing.text();
    boolean isHeading = own.endsWith(":") && own.length() <= MAX_HEADING && !Codes.in(own);
    if (own.isEmpty() || isHeading) {
      surroundings.addBelow(own);
      waiting.addAll(listing.emails());
      waitingKind = kind;
    } else {
      endWaiting();
      String reason = shared(own, listing.emails());
      listing.emails().forEach(email -> add(email, kind, reason, reason));
    }
    open = Optional.empty();
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
    if (open.isPresent()) {
      endListing(open.get());
    } else if (paragraph.length() > 0) {
      endLoose(Texts.oneLine(paragraph.toString()));
    }
    paragraph = new StringBuilder();
    isHead = true;
  }

  private void endLoose(String text) {
    if (isFooter(text)) {
      return;
    }
    loose.add(text);
    if (waiting.isEmpty()) {
      surroundings.addAbove(text);
    } else {
      surroundings.addBelow(text);
    }
  }

  /** Returns whether a scanner or a disclaimer added a paragraph below the notice. */
  private boolean isFooter(String text) {
    String folded = Texts.folded(text);
    boolean isFooter = isSeparated || Phrases.FOOTER.in(folded) && !Phrases.REFUSAL.in(folded);
    return isFooter && isBelow() && !Codes.in(text);
  }

  private boolean isBelow() {
    return !waiting.isEmpty() || !listed.isEmpty() || !loose.inSentences.isEmpty();
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

  private void takeOrigin(String line, List<Mention> mentions) {
    List<EmailAddress> emails = open.map(Listing::emails).orElse(List.of());
    if (emails.size() != 1 || mentions.isEmpty() || !ORIGIN.matcher(line).find()) {
      return;
    }
    EmailAddress origin = mentions.get(mentions.size() - 1).email();
    if (!emails.contains(origin) && origins.size() <= MailRows.MAX_RECIPIENTS) {
      origins.put(emails.get(0), origin);
    }
  }

  /** Returns a reason that explains the failure, if the notice has one; or else the given one. */
  String explained(String reason) {
    return loose.explained(reason, surroundings::explains);
  }

  static void append(StringBuilder text, String line) {
    if (text.length() < MAX_TEXT && !line.isEmpty()) {
      text.append(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line).append('\n');
    }
  }
}
