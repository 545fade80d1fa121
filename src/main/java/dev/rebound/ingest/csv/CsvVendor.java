package dev.rebound.ingest.csv;

import static dev.rebound.ingest.csv.CsvField.CLASSIFICATION;
import static dev.rebound.ingest.csv.CsvField.CREATED;
import static dev.rebound.ingest.csv.CsvField.EMAIL;
import static dev.rebound.ingest.csv.CsvField.REASON;
import static dev.rebound.ingest.csv.CsvField.STATUS;
import static dev.rebound.ingest.csv.CsvField.TYPE;

import java.util.List;
import java.util.Map;

/** The lists that are known by the names of their columns. The first that fits a header is it. */
enum CsvVendor {
  /**
   * The bounces of Postmark: the members of its bounce API, which {@code Type} tells apart. Details
   * hold the reply, Description a sentence about the type.
   */
  POSTMARK_BOUNCES(
      List.of("BouncedAt"),
      Map.of(
          EMAIL, List.of("Email", "Recipient"),
          CREATED, List.of("BouncedAt"),
          REASON, List.of("Details", "Description"),
          TYPE, List.of("Type", "Name"))),
  /**
   * The members of Postmark's suppression dump. Amazon's names of times are here as well: how its
   * console calls the columns is documented nowhere, but it speaks of a suppression reason.
   */
  SUPPRESSIONS(
      List.of("SuppressionReason"),
      Map.of(
          EMAIL, List.of("EmailAddress", "Recipient", "Email"),
          CREATED, List.of("CreatedAt", "LastUpdateTime", "Last updated"),
          TYPE, List.of("SuppressionReason"))),
  /**
   * The suppression list of Amazon SES (API v2, SuppressedDestination, and the form of its bulk
   * import). Its reason is no text but BOUNCE or COMPLAINT.
   */
  SES(
      List.of("EmailAddress", "Reason"),
      Map.of(
          EMAIL, List.of("EmailAddress"),
          CREATED, List.of("LastUpdateTime", "Last updated"),
          TYPE, List.of("Reason"))),
  /** The members of Mailgun's bounces API and the columns of its import. */
  MAILGUN(
      List.of("address", "error"),
      Map.of(
          EMAIL, List.of("address"),
          CREATED, List.of("created_at"),
          REASON, List.of("error"),
          STATUS, List.of("code"))),
  /**
   * The members of SendGrid's lists of bounces and blocks (contract, 3.1.1), as the layout of its
   * dashboard's file is documented nowhere, and those of the way in; also any list that names its
   * columns in a common way.
   */
  COMMON(
      List.of(),
      Map.of(
          EMAIL, List.of("email", "email_address", "address", "recipient"),
          CREATED, List.of("created", "created_at", "timestamp", "date"),
          REASON, List.of("reason", "error"),
          STATUS, List.of("status", "code"),
          TYPE, List.of("type"),
          CLASSIFICATION, List.of("classification", "bounce_classification")));

  private final List<String> marks;
  private final Map<CsvField, List<String>> names;

  CsvVendor(List<String> marks, Map<CsvField, List<String>> names) {
    this.marks = marks;
    this.names = names;
  }

  static CsvVendor of(CsvHeader header) {
    for (CsvVendor vendor : values()) {
      if (vendor.marks.stream().allMatch(header::has)) {
        return vendor;
      }
    }
    throw new IllegalStateException("the common names have no marks");
  }

  /** The names that a field's column may have, the best first; none when it has no column. */
  List<String> names(CsvField field) {
    return names.getOrDefault(field, List.of());
  }
}
