package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BounceEvent;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.format.DetectedRows;
import dev.rebound.ingest.format.InputFormat;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code POST /rebound/v1/import}.
 *
 * @param isPreview whether nothing is stored
 * @param format empty to detect it
 * @param fileName may be empty
 * @param time for rows without one, in Unix seconds; empty for the current time
 */
record ImportRequest(
    boolean isPreview,
    Optional<InputFormat> format,
    String fileName,
    CsvMapping mapping,
    OptionalLong time) {
  private static final String AUTO = "auto";

  static Result<ImportRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    boolean isPreview = preview(parameters);
    Optional<InputFormat> format = format(parameters);
    String fileName = parameters.text("name").orElse("");
    CsvMapping mapping = mapping(parameters);
    OptionalLong time = time(parameters);
    // A sender could believe that such a parameter narrows the import, or makes it a preview.
    parameters.refuseOthers("does not apply to imports");
    return parameters.finish(() -> new ImportRequest(isPreview, format, fileName, mapping, time));
  }

  // A preview that is misspelled must not store anything.
  private static boolean preview(Parameters parameters) {
    String text = parameters.text("preview").orElse("");
    if (!Set.of("", "true", "false").contains(text)) {
      parameters.error("preview", "must be true or false");
    }
    return text.equals("true");
  }

  private static Optional<InputFormat> format(Parameters parameters) {
    String text = parameters.text("format").orElse("");
    if (text.isEmpty() || text.equals(AUTO)) {
      return Optional.empty();
    }
    Optional<InputFormat> format =
        Arrays.stream(InputFormat.values()).filter(known -> label(known).equals(text)).findFirst();
    if (format.isEmpty()) {
      String labels =
          Arrays.stream(InputFormat.values())
              .map(ImportRequest::label)
              .collect(Collectors.joining(", "));
      parameters.error("format", "must be " + AUTO + " or one of: " + labels);
    }
    return format;
  }

  private static String label(InputFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static CsvMapping mapping(Parameters parameters) {
    CsvMapping mapping = columns(parameters);
    String kind = parameters.text("as").orElse("");
    if (kind.isEmpty()) {
      return mapping;
    }
    RowKind all = new RowKind(kind);
    if (all.type().isEmpty()) {
      parameters.error("as", "must be bounce or blocked");
      return mapping;
    }
    try {
      return mapping.withKind(all);
    } catch (IllegalArgumentException e) {
      parameters.error("as", e.getMessage());
      return mapping;
    }
  }

  private static CsvMapping columns(Parameters parameters) {
    String text = parameters.text("map").orElse("");
    try {
      return text.isEmpty() ? CsvMapping.AUTOMATIC : CsvMapping.parse(text);
    } catch (IllegalArgumentException e) {
      parameters.error("map", e.getMessage());
      return CsvMapping.AUTOMATIC;
    }
  }

  private static OptionalLong time(Parameters parameters) {
    long seconds = parameters.integer("time", -1);
    boolean isGiven = !parameters.text("time").orElse("").isEmpty();
    if (isGiven && (seconds < 0 || seconds > BounceEvent.MAX_TIME)) {
      parameters.error("time", "must be between 0 and " + BounceEvent.MAX_TIME);
    }
    return isGiven ? OptionalLong.of(seconds) : OptionalLong.empty();
  }

  /** Returns a reader of the unpacked file. */
  DetectedRows rows(RowDefaults defaults) {
    RowDefaults ofFile =
        time.isPresent() ? new RowDefaults(time::getAsLong, defaults.classifier()) : defaults;
    return new DetectedRows(format, fileName, mapping, ofFile);
  }
}
