package dev.rebound.ingest.csv;

import static dev.rebound.ingest.csv.CsvField.CLASSIFICATION;
import static dev.rebound.ingest.csv.CsvField.CREATED;
import static dev.rebound.ingest.csv.CsvField.EMAIL;
import static dev.rebound.ingest.csv.CsvField.REASON;
import static dev.rebound.ingest.csv.CsvField.STATUS;
import static dev.rebound.ingest.csv.CsvField.TYPE;

import java.util.List;
import java.util.Map;

/** The known lists by their column names. The first one that matches a header is used. */
enum CsvVendor {
  /**
   * Postmark's bounces, with the fields of its bounce API. Details hold the reply, Description
   * explains the type.
   */
  POSTMARK_BOUNCES(
      List.of("BouncedAt"),
      Map.of(
          EMAIL, List.of("Email", "Recipient"),
          CREATED, List.of("BouncedAt"),
          REASON, List.of("Details", "Description"),
          TYPE, List.of("Type", "Name"))),
  /**
   * Postmark's suppression dump. Amazon's names for the time are included: the columns of its
   * console's export are undocumented, but the console shows a suppression reason.
   */
  SUPPRESSIONS(
      List.of("SuppressionReason"),
      Map.of(
          EMAIL, List.of("EmailAddress", "Recipient", "Email"),
          CREATED, List.of("CreatedAt", "LastUpdateTime", "Last updated"),
          TYPE, List.of("SuppressionReason"))),
  /**
   * The suppression list of Amazon SES (API v2, SuppressedDestination, and its bulk import). Its
   * reason is BOUNCE or COMPLAINT.
   */
  SES(
      List.of("EmailAddress", "Reason"),
      Map.of(
          EMAIL, List.of("EmailAddress"),
          CREATED, List.of("LastUpdateTime", "Last updated"),
          TYPE, List.of("Reason"))),
  /** Mailgun's bounces: the fields of its API and the columns of its import. */
  MAILGUN(
      List.of("address", "error"),
      Map.of(
          EMAIL, List.of("address"),
          CREATED, List.of("created_at"),
          REASON, List.of("error"),
          STATUS, List.of("code"))),
  /**
   * SendGrid's bounces and blocks with the fields of its API (contract, 3.1.1), since the layout of
   * its dashboard's export is undocumented; our own fields; and lists with common column names.
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

  private final List<String> requiredColumns;
  private final Map<CsvField, List<String>> names;

  CsvVendor(List<String> requiredColumns, Map<CsvField, List<String>> names) {
    this.requiredColumns = requiredColumns;
    this.names = names;
  }

  static CsvVendor of(CsvHeader header) {
    for (CsvVendor vendor : values()) {
      if (vendor.requiredColumns.stream().allMatch(header::has)) {
        return vendor;
      }
    }
    throw new IllegalStateException("common lists have no required columns");
  }

  /** Returns the names that a field's column may have, the best first. */
  List<String> names(CsvField field) {
    return names.getOrDefault(field, List.of());
  }
}
