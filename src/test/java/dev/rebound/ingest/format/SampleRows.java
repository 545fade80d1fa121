package dev.rebound.ingest.format;

import static java.util.regex.Pattern.MULTILINE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Counts the rows of the samples without their readers. In the samples each row has a line, except
 * in mails, and only recipients have addresses at example.com. A row counts once for each of them.
 */
final class SampleRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern RECIPIENT = Pattern.compile("[a-z]+@example\\.com");
  private static final Pattern NOT_EMPTY = Pattern.compile("^.+", MULTILINE);
  // The start of a row, for formats in which not every line is one.
  private static final Map<InputFormat, Pattern> STARTS =
      Map.of(
          InputFormat.POSTFIX, Pattern.compile("^.*: to=<.*", MULTILINE),
          InputFormat.SENDMAIL, Pattern.compile("^.*: to=.*", MULTILINE),
          InputFormat.EXIM, Pattern.compile("^.* (?:[=-]>|\\*\\*|==) .*", MULTILINE),
          InputFormat.QMAIL, Pattern.compile("^.* delivery \\d+: [a-z]+: .*", MULTILINE),
          InputFormat.ZONEMTA,
              Pattern.compile("^.*Sender/.* [A-Z]+(?:\\[[a-z]+\\])? from=.*", MULTILINE),
          InputFormat.MBOX, Pattern.compile("^From \\S+ .*:\\d\\d \\d{4}$", MULTILINE));

  private SampleRows() {}

  /**
   * Returns the number of rows in the first {@code length} characters of a sample.
   *
   * @param isFailed whether the reading failed: the row at the cut then is the failure
   */
  static long count(FormatsPageTest.Sample sample, int length, boolean isFailed) {
    String text = sample.text().substring(0, length);
    return switch (sample.format()) {
      case JSON -> objects(sample.text(), length);
      case CSV -> lines(text, sample.text(), isFailed);
      case NDJSON -> recipients(NOT_EMPTY, text);
      case MAIL -> 1;
      case MBOX -> Math.max(1, STARTS.get(InputFormat.MBOX).matcher(text).results().count());
      default -> recipients(STARTS.get(sample.format()), text);
    };
  }

  private static long recipients(Pattern rows, String text) {
    return rows.matcher(text).results().mapToLong(row -> recipients(row.group())).sum();
  }

  private static long recipients(String row) {
    return Math.max(1, RECIPIENT.matcher(row).results().map(MatchResult::group).distinct().count());
  }

  // Header lines have no address. A failure in CSV is the end of the input within quotes.
  private static long lines(String text, String whole, boolean isFailed) {
    long headers = whole.lines().takeWhile(line -> !RECIPIENT.matcher(line).find()).count();
    String complete = isFailed ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
    return complete.lines().skip(headers).mapToLong(SampleRows::recipients).sum();
  }

  // Below an object that is alone on the first line, each line is a row even if it is no object.
  private static long objects(String text, int length) {
    boolean isLines =
        text.lines().findFirst().filter(line -> object(line).equals(line)).isPresent();
    long rows = 0;
    int start = 0;
    while (start < length) {
      String line = text.substring(start).lines().findFirst().orElseThrow();
      String object = object(line);
      boolean isComplete = start + line.indexOf(object) + object.length() <= length;
      rows += isComplete || isLines && start > 0 ? recipients(object) : 0;
      start += line.length() + 1;
    }
    return rows;
  }

  /** Returns the first complete object of a line. */
  private static String object(String line) {
    int start = line.indexOf('{');
    while (true) {
      try (JsonParser json = JSON.createParser(line.substring(start))) {
        json.nextToken();
        json.skipChildren();
        return line.substring(start, start + (int) json.currentLocation().getCharOffset());
      } catch (IOException e) {
        start = line.indexOf('{', start + 1);
      }
    }
  }
}
