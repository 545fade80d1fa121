package dev.rebound.ingest.mail;

import java.util.List;

/**
 * The parts of a message that may report a bounce.
 *
 * @param fields the message's own header
 * @param parts in the order of the message, nested ones included
 */
record Mail(HeaderFields fields, List<Part> parts) {

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

  boolean has(Kind kind) {
    return parts.stream().anyMatch(part -> part.kind() == kind);
  }

  List<String> texts(Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).map(Part::text).toList();
  }
}
