package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowParser;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads a part of a multipart body: a message, or something that is passed over. */
final class PartParser implements RowParser {
  // How SendGrid's Inbound Parse, told to post raw mails, names the field that holds one.
  private static final String RAW_MAIL = "name=\"email\"";

  private final RowParser messages;
  private final boolean isDigest;
  private long index;

  PartParser(RowParser messages, boolean isDigest) {
    this.messages = messages;
    this.isDigest = isDigest;
  }

  @Override
  public void read(long place, byte[] bytes, int length, Consumer<Row> rows) {
    MimeReader.Content part = MimeReader.content(bytes, length);
    if (isMessage(part.fields())) {
      messages.read(index++, part.body(), part.body().length, rows);
    }
  }

  private boolean isMessage(Fields fields) {
    String type = fields.first("content-type").toLowerCase(Locale.ROOT);
    String disposition = fields.first("content-disposition");
    return type.startsWith("message/rfc822")
        || type.startsWith("message/global")
        || (type.isEmpty() && isDigest)
        || disposition.contains("filename")
        || disposition.contains(RAW_MAIL);
  }
}
