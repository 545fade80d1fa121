package dev.rebound.ingest.mail;

import dev.rebound.ingest.mail.Mail.Kind;
import dev.rebound.ingest.mail.Mail.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * Reads the parts of a message, up to the first fault. The parts of an enclosed message are not
 * read with them: it may be a report itself.
 */
final class MimeReader {
  // Each level reads through the levels above it. Real reports have two or three.
  private static final int MAX_DEPTH = 20;
  private static final int MAX_PARTS = 200;
  private static final int FIRST_CAPACITY = 1024;
  // Mime4j's search for a boundary takes time that grows with the boundary's length.
  private static final int MAX_BOUNDARY = MailRows.MAX_BOUNDARY;
  private static final Set<String> MESSAGES = Set.of("message/rfc822", "message/global");
  // Mime4j's limits are off: the message's length is limited already.
  private static final MimeConfig CONFIG =
      new MimeConfig.Builder()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(-1)
          .setMaxHeaderCount(-1)
          .setMalformedHeaderStartsBody(false)
          .build();

  private final MimeTokenStream stream = new MimeTokenStream(CONFIG);
  private final HeaderFields fields = new HeaderFields();
  private final List<Part> parts = new ArrayList<>();
  private final List<byte[]> enclosed = new ArrayList<>();
  // The only text of a multipart whose boundary is missing.
  private String preamble = "";
  private int depth;
  private boolean isHeaderOver;

  private MimeReader(byte[] bytes, int length) {
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(new ByteArrayInputStream(bytes, 0, length));
  }

  /**
   * A part's own header and its decoded body.
   *
   * @param body empty for a multipart
   */
  record Content(HeaderFields fields, byte[] body) {}

  static Content content(byte[] bytes, int length) {
    MimeReader reader = new MimeReader(bytes, length);
    try {
      EntityState state = reader.readTo(EntityState.T_BODY);
      byte[] body =
          state == EntityState.T_BODY
              ? readAll(reader.stream.getDecodedInputStream())
              : new byte[0];
      return new Content(reader.fields, body);
    } catch (IOException | MimeException e) {
      return new Content(reader.fields, new byte[0]);
    }
  }

  static Mail mail(byte[] bytes, int length) {
    MimeReader reader = new MimeReader(bytes, length);
    try {
      reader.readTo(EntityState.T_END_OF_STREAM);
    } catch (IOException | MimeException e) {
      // The parts before the fault are kept.
    }
    return reader.mail();
  }

  private EntityState readTo(EntityState end) throws IOException, MimeException {
    EntityState state = stream.getState();
    while (state != end && goesOn(state)) {
      take(state);
      state = stream.next();
    }
    return state;
  }

  private Mail mail() {
    if (parts.isEmpty() && !preamble.isBlank()) {
      parts.add(new Part(Kind.TEXT, preamble));
    }
    return Mail.of(fields, List.copyOf(parts), enclosed);
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
      case T_END_HEADER -> isHeaderOver = true;
      case T_START_MULTIPART -> depth++;
      case T_END_MULTIPART -> depth--;
      case T_PREAMBLE -> takePreamble();
      case T_BODY -> takeBody();
      default -> {}
    }
  }

  private void takeField(Field field) {
    if (isHeaderOver) {
      return;
    }
    ByteSequence raw = field.getRaw();
    String text = raw == null ? field.getBody() : Texts.decode(raw.toByteArray(), Optional.empty());
    String value = raw == null ? text : text.substring(text.indexOf(':') + 1);
    fields.add(field.getName().toLowerCase(Locale.ROOT), value);
  }

  private void takePreamble() throws IOException {
    if (depth == 1) {
      preamble = Texts.decode(readAll(stream.getInputStream()), Optional.empty());
    }
  }

  // InputStream.readAllBytes starts with 16 KiB, and most parts have less than one.
  private static byte[] readAll(InputStream in) throws IOException {
    byte[] bytes = new byte[FIRST_CAPACITY];
    int length = 0;
    for (int count = 0; count >= 0; count = in.read(bytes, length, bytes.length - length)) {
      length += count;
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private void takeBody() throws IOException {
    BodyDescriptor body = stream.getBodyDescriptor();
    Optional<Kind> kind = kind(body.getMimeType());
    if (kind.isPresent()) {
      byte[] bytes = readAll(stream.getDecodedInputStream());
      Optional<String> charset = Optional.ofNullable(body.getCharset());
      parts.add(new Part(kind.get(), Texts.decode(bytes, charset)));
      if (MESSAGES.contains(body.getMimeType())) {
        enclosed.add(bytes);
      }
    }
  }

  private static Optional<Kind> kind(String type) {
    return switch (type) {
      case "text/plain" -> Optional.of(Kind.TEXT);
      case "text/html" -> Optional.of(Kind.HTML);
      case "message/feedback-report" -> Optional.of(Kind.FEEDBACK);
      case "message/rfc822",
          "message/global",
          "message/partial",
          "text/rfc822-headers",
          "text/rfc822-header",
          "text/rfc822",
          "message/global-headers",
          "message/rfc822-headers" ->
          Optional.of(Kind.ORIGINAL);
      default -> kindBySuffix(type);
    };
  }

  // Both types have a global- form, and some mailers prefix them with x-.
  private static Optional<Kind> kindBySuffix(String type) {
    if (type.endsWith("delivery-status")) {
      return Optional.of(Kind.STATUS);
    }
    return type.endsWith("disposition-notification") ? Optional.of(Kind.RECEIPT) : Optional.empty();
  }
}
