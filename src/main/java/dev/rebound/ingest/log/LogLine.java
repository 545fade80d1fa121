package dev.rebound.ingest.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a log.
 *
 * @param time matches {@link LogTime#PATTERN}; empty if the line has none
 * @param text the rest of the line, after the blank that follows the time
 */
record LogLine(String time, String text) {
  // A priority and a version (RFC 5424, 6.2), the file name of a search with grep, or the name of a
  // container may precede the time.
  private static final Pattern LINE =
      Pattern.compile(
          "^(?:<\\d{1,3}>(?:1 )?|[\\w.-]{1,100} +\\| +|[^\\s:,;\"{]{1,200}:)?(?<time>"
              + LogTime.PATTERN
              // ZoneMTA's own lines have no time.
              + "|(?=(?:info|verbose|error) +Sender/)) ?(?<text>.*)$");

  /** Returns the parts of a line; empty if the line does not start with a time. */
  static Optional<LogLine> of(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.find()
        ? Optional.of(new LogLine(matcher.group("time"), matcher.group("text")))
        : Optional.empty();
  }
}
