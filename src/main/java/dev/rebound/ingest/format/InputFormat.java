package dev.rebound.ingest.format;

import dev.rebound.ingest.AddressText;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.csv.CsvRows;
import dev.rebound.ingest.json.JsonRows;
import dev.rebound.ingest.log.LogFormat;
import dev.rebound.ingest.mail.MailRows;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of an input file. */
public enum InputFormat {
  /** An object or an array of objects. */
  JSON,
  /** One object per line. */
  NDJSON,
  /** A bounce list, a list of addresses, an accounting file of PowerMTA, a log of Exchange. */
  CSV,
  /** A log of Postfix. */
  POSTFIX,
  /** A main log of Exim. */
  EXIM,
  /** A log of Sendmail. */
  SENDMAIL,
  /** A log of qmail-send. */
  QMAIL,
  /** A log of ZoneMTA. */
  ZONEMTA,
  /** One bounce mail. */
  MAIL,
  /** Several bounce mails, each after a line that begins with {@code From}, or in MMDF. */
  MBOX;

  // RFC 5322, 2.2. The blank after the colon of a plain name is optional: Return-Path:<>.
  private static final Pattern HEADER_FIELD =
      Pattern.compile("[!-9;-~]+:[ \\t]|[A-Za-z][A-Za-z0-9-]*:(?!//)");
  // The line around each mail of an MMDF mailbox.
  private static final String MMDF = "\u0001\u0001\u0001\u0001";
  // The header lines of a tracking log of Exchange.
  private static final Pattern TRACKING_LOG =
      Pattern.compile("#(?:Software|Version|Log-type|Date|Fields): ");
  private static final int TITLE_LINES = 10;
  private static final Pattern SEPARATOR = Pattern.compile("[,;\t|]");

  /**
   * Returns the format for a file name's extension, in upper or lower case. The extension of a
   * compression is left out.
   */
  public static Optional<InputFormat> ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(?:gz|zst)$", "");
    String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    return switch (ending) {
      case ".json" -> Optional.of(JSON);
      case ".ndjson", ".jsonl" -> Optional.of(NDJSON);
      case ".csv", ".tsv" -> Optional.of(CSV);
      case ".eml", ".emlx" -> Optional.of(MAIL);
      case ".mbox" -> Optional.of(MBOX);
      default -> Optional.empty();
    };
  }

  /**
   * Returns the format that an input begins like; {@link #NDJSON} for an empty input.
   *
   * @param head the first bytes: a few thousand are enough
   */
  public static Optional<InputFormat> ofContent(byte[] head) {
    String text =
        new String(head, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "").stripLeading();
    if (text.startsWith("From ") || text.startsWith(MMDF)) {
      return Optional.of(MBOX);
    }
    if (TRACKING_LOG.matcher(text).lookingAt()) {
      return Optional.of(CSV);
    }
    if (HEADER_FIELD.matcher(text).lookingAt()) {
      return Optional.of(MAIL);
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return Optional.of(JSON);
    }
    Optional<LogFormat> log = LogFormat.of(text);
    if (log.isPresent()) {
      return log.map(format -> valueOf(format.name()));
    }
    String line = text.lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return Optional.of(NDJSON);
    }
    if (line.indexOf('\0') >= 0) {
      // An archive, a spreadsheet's own format or the like.
      return Optional.empty();
    }
    // A title or a comment may stand above a list of addresses.
    boolean isList =
        SEPARATOR.matcher(line).find()
            || text.lines().limit(TITLE_LINES).anyMatch(InputFormat::isAddress);
    return isList ? Optional.of(CSV) : Optional.empty();
  }

  private static boolean isAddress(String line) {
    return AddressText.parseEntry(line).isPresent();
  }

  /**
   * Returns a reader of one input.
   *
   * @param mapping the columns of CSV; ignored for other formats
   */
  public RowReader reader(CsvMapping mapping, RowDefaults defaults) {
    return switch (this) {
      case JSON -> new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.ANY, defaults);
      case NDJSON -> new JsonRows(JsonRows.Format.NDJSON, JsonRows.Dialect.ANY, defaults);
      case CSV -> new CsvRows(mapping, defaults);
      case POSTFIX, EXIM, SENDMAIL, QMAIL, ZONEMTA -> LogFormat.valueOf(name()).reader(defaults);
      case MAIL -> MailRows.message(defaults);
      case MBOX -> MailRows.mbox(defaults);
    };
  }
}
