package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parts of a message that may report a bounce.
 *
 * @param fields the message's own header
 * @param parts in the order of the message, nested ones included
 * @param enclosed the messages in it, not parsed yet: mostly the returned mail
 * @param reports the fields of each recipient in its delivery reports
 * @param sentTo the addresses that the message was sent to, and its return path
 */
record Mail(
    HeaderFields fields,
    List<Part> parts,
    List<byte[]> enclosed,
    List<HeaderFields> reports,
    Set<EmailAddress> sentTo) {

  /** The purpose of a part. */
  enum Kind {
    /** Text for people. */
    TEXT,
    /** Text for people in HTML. */
    HTML,
    /** A delivery status notification (RFC 3464 or RFC 6533). */
    STATUS,
    /** A complaint (RFC 5965). */
    FEEDBACK,
    /** A read receipt (RFC 8098). */
    RECEIPT,
    /** The returned mail, or its header. */
    ORIGINAL
  }

  /**
   * A part.
   *
   * @param text decoded
   */
  record Part(Kind kind, String text) {}

  static Mail of(HeaderFields fields, List<Part> parts, List<byte[]> enclosed) {
    List<HeaderFields> reports = DeliveryStatus.recipients(texts(parts.stream(), Kind.STATUS));
    return new Mail(fields, parts, enclosed, reports, sentTo(fields));
  }

  boolean has(Kind kind) {
    for (Part part : parts) {
      if (part.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  List<String> texts(Kind kind) {
    return texts(parts.stream(), kind);
  }

  /**
   * Returns the texts of a kind before the report and the returned mail: disclaimers follow these.
   * Returns all texts of the kind if none precedes.
   */
  List<String> noticeTexts(Kind kind) {
    List<String> first =
        texts(
            parts.stream()
                .takeWhile(part -> part.kind() != Kind.STATUS && part.kind() != Kind.ORIGINAL),
            kind);
    return first.stream().allMatch(String::isBlank) ? texts(kind) : first;
  }

  private static List<String> texts(Stream<Part> parts, Kind kind) {
    return parts.filter(part -> part.kind() == kind).map(Part::text).toList();
  }

  private static Set<EmailAddress> sentTo(HeaderFields fields) {
    Set<EmailAddress> sentTo =
        fields.addresses("to", "delivered-to", "x-delivered-to", "envelope-to", "return-path");
    // Postfix writes both fields at delivery. DragonFly writes the failed address into this one.
    if (fields.has("delivered-to")) {
      sentTo.addAll(Addresses.all(fields.first("x-original-to")));
    }
    return sentTo;
  }

  /**
   * Returns the time of the message: its date, or else the time at which a mail system received the
   * returned mail or the message itself.
   */
  OptionalLong time() {
    OptionalLong date = MailDate.parse(fields.first("date"));
    if (date.isPresent()) {
      return date;
    }
    return Stream.concat(
            texts(Kind.STATUS).stream()
                .map(report -> HeaderFields.parse(report.stripLeading()).first("arrival-date")),
            fields.all("received").stream()
                .map(field -> field.substring(field.lastIndexOf(';') + 1)))
        .map(MailDate::parse)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElseGet(OptionalLong::empty);
  }
}
