package dev.rebound.domain;

/** The door through which an event came. */
public enum EventSource {
  /** The ingest endpoint. */
  API("api"),
  /** {@code rebound import}. */
  IMPORT("import"),
  /** SendGrid's Event Webhook. */
  WEBHOOK("webhook"),
  /** A bounce mail. */
  MAIL("mail"),
  /** {@code rebound mirror}. */
  MIRROR("mirror");

  private final String label;

  EventSource(String label) {
    this.label = label;
  }

  /** The word on the wire and in the database. */
  public String label() {
    return label;
  }
}
