package dev.rebound.api.v2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.rebound.api.wire.JsonBody;
import io.vertx.core.buffer.Buffer;

/**
 * Writes JSON as Python's {@code json.dumps} does by default (contract, 4.1): a blank behind each
 * separator, all but printable ASCII escaped in lower-case hexadecimal.
 */
final class PythonJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .characterEscapes(new AsciiEscapes())
          .build();
  private static final DefaultPrettyPrinter SEPARATORS =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Spacing.AFTER)
                  .withObjectEntrySpacing(Spacing.AFTER)
                  .withArrayValueSpacing(Spacing.AFTER))
          .withObjectIndenter(NopIndenter.instance)
          .withArrayIndenter(NopIndenter.instance);

  private PythonJson() {}

  /** Jackson's escapes, and one for U+007F. */
  private static final class AsciiEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private final int[] escapes = standardAsciiEscapesForJSON();

    AsciiEscapes() {
      escapes[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  static Buffer of(JsonBody.Writer writer) {
    return JsonBody.write(
        FACTORY,
        json -> {
          PrettyPrinter separators = SEPARATORS.createInstance();
          json.setPrettyPrinter(separators);
          writer.write(json);
        });
  }
}
