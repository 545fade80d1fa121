package dev.rebound.domain;

/** The input that an event arrived through. */
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

  /** Returns the name on the wire and in the database. */
  public String label() {
    return label;
  }
}
