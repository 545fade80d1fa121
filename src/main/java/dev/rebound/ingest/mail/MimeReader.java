package dev.rebound.ingest.mail;

import dev.rebound.ingest.mail.Mail.Kind;
import dev.rebound.ingest.mail.Mail.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * Takes a message apart, as far as it can be read. The returned mail is not entered: it may be a
 * report itself.
 */
final class MimeReader {
  // Each level reads through those above it. Real reports have two or three.
  private static final int MAX_DEPTH = 20;
  private static final int MAX_PARTS = 200;
  // The library searches a boundary in a time that grows with its length.
  private static final int MAX_BOUNDARY = MailRows.MAX_BOUNDARY;
  // Its bounds are for streams without end; here the bytes are counted already.
  private static final MimeConfig CONFIG =
      new MimeConfig.Builder()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(-1)
          .setMaxHeaderCount(-1)
          .setMalformedHeaderStartsBody(false)
          .build();

  private final MimeTokenStream stream = new MimeTokenStream(CONFIG);
  private final Fields fields = new Fields();
  private final List<Part> parts = new ArrayList<>();
  // All there is of a multipart whose boundary never comes.
  private String preamble = "";
  private int depth;
  private boolean isWithin;

  private MimeReader(byte[] bytes, int length) {
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(new ByteArrayInputStream(bytes, 0, length));
  }

  /**
   * A part's own header and its decoded content.
   *
   * @param body empty when it is a multipart itself
   */
  record Content(Fields fields, byte[] body) {}

  static Content content(byte[] bytes, int length) {
    MimeReader reader = new MimeReader(bytes, length);
    try {
      EntityState state = reader.stream.getState();
      while (state != EntityState.T_BODY && reader.goesOn(state)) {
        reader.take(state);
        state = reader.stream.next();
      }
      byte[] body =
          state == EntityState.T_BODY
              ? reader.stream.getDecodedInputStream().readAllBytes()
              : new byte[0];
      return new Content(reader.fields, body);
    } catch (IOException | MimeException e) {
      return new Content(reader.fields, new byte[0]);
    }
  }

  static Mail mail(byte[] bytes, int length) {
    MimeReader reader = new MimeReader(bytes, length);
    try {
      for (EntityState state = reader.stream.getState();
          reader.goesOn(state);
          state = reader.stream.next()) {
        reader.take(state);
      }
    } catch (IOException | MimeException e) {
      // What is broken ends the reading, not what was read before.
      return reader.mail();
    }
    return reader.mail();
  }

  private Mail mail() {
    if (parts.isEmpty() && !preamble.isBlank()) {
      parts.add(new Part(Kind.TEXT, preamble));
    }
    return new Mail(fields, List.copyOf(parts));
  }

  private boolean goesOn(EntityState state) {
    String boundary =
        state == EntityState.T_START_MULTIPART ? stream.getBodyDescriptor().getBoundary() : null;
    return state != EntityState.T_END_OF_STREAM
        && depth <= MAX_DEPTH
        && parts.size() < MAX_PARTS
        && (boundary == null || boundary.length() <= MAX_BOUNDARY);
  }

  private void take(EntityState state) throws IOException {
    switch (state) {
      case T_FIELD -> takeField(stream.getField());
      case T_END_HEADER -> isWithin = true;
      case T_START_MULTIPART -> depth++;
      case T_END_MULTIPART -> depth--;
      case T_PREAMBLE -> takePreamble();
      case T_BODY -> takeBody();
      default -> {}
    }
  }

  private void takeField(Field field) {
    if (isWithin) {
      return;
    }
    ByteSequence raw = field.getRaw();
    String text = raw == null ? field.getBody() : Texts.decode(raw.toByteArray(), null);
    String value = raw == null ? text : text.substring(text.indexOf(':') + 1);
    fields.add(field.getName().toLowerCase(Locale.ROOT), value);
  }

  private void takePreamble() throws IOException {
    if (depth == 1) {
      preamble = Texts.decode(stream.getInputStream().readAllBytes(), null);
    }
  }

  private void takeBody() throws IOException {
    BodyDescriptor body = stream.getBodyDescriptor();
    Kind kind = kind(body.getMimeType());
    if (kind != null) {
      byte[] bytes = stream.getDecodedInputStream().readAllBytes();
      parts.add(new Part(kind, Texts.decode(bytes, body.getCharset())));
    }
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "text/plain" -> Kind.TEXT;
      case "text/html" -> Kind.HTML;
      case "message/feedback-report" -> Kind.FEEDBACK;
      case "message/rfc822",
          "message/global",
          "message/partial",
          "text/rfc822-headers",
          "text/rfc822-header",
          "text/rfc822",
          "message/global-headers",
          "message/rfc822-headers" ->
          Kind.ORIGINAL;
      default -> typeByItsEnd(type);
    };
  }

  // Both have a global- form, and some mailers write x- before it.
  private static Kind typeByItsEnd(String type) {
    if (type.endsWith("delivery-status")) {
      return Kind.STATUS;
    }
    return type.endsWith("disposition-notification") ? Kind.RECEIPT : null;
  }
}
