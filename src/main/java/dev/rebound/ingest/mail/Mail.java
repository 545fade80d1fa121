package dev.rebound.ingest.mail;

import java.util.List;

/**
 * What a message holds that may tell of a bounce.
 *
 * @param fields of its own header
 * @param parts in their order, those within others included
 */
record Mail(Fields fields, List<Part> parts) {

  /** What a part is for. */
  enum Kind {
    /** Written for people. */
    TEXT,
    /** The same in HTML. */
    HTML,
    /** A delivery report (RFC 3464 or RFC 6533). */
    STATUS,
    /** A complaint (RFC 5965). */
    FEEDBACK,
    /** A read receipt (RFC 8098). */
    RECEIPT,
    /** The mail that is returned, or its header. */
    ORIGINAL
  }

  /**
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
