package dev.rebound.api.v2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.rebound.api.wire.JsonBody;
import io.vertx.core.buffer.Buffer;

/**
 * Writes JSON as Python's {@code json.dumps} does by default (contract, 4.1): a blank behind each
 * separator, non-ASCII characters escaped in lower-case hexadecimal. Unlike Python it does not
 * escape U+007F.
 */
final class PythonJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
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
