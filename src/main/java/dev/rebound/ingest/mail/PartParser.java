package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowParser;
import java.util.Locale;
import java.util.function.Consumer;

/** Parses the parts of a multipart body that are messages, and ignores the others. */
final class PartParser implements RowParser {
  // The form field in which SendGrid's Inbound Parse posts a raw mail.
  private static final String RAW_MAIL = "name=\"email\"";

  private final RowParser messages;
  private final boolean isDigest;
  private long messageIndex;

  PartParser(RowParser messages, boolean isDigest) {
    this.messages = messages;
    this.isDigest = isDigest;
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    MimeReader.Content part = MimeReader.content(bytes, length);
    if (isMessage(part.fields())) {
      messages.parse(messageIndex++, part.body(), part.body().length, rows);
    }
  }

  private boolean isMessage(HeaderFields fields) {
    String type = fields.first("content-type").toLowerCase(Locale.ROOT);
    String disposition = fields.first("content-disposition");
    return type.startsWith("message/rfc822")
        || type.startsWith("message/global")
        || (type.isEmpty() && isDigest)
        || disposition.contains("filename")
        || disposition.contains(RAW_MAIL);
  }
}
