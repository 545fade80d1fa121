package dev.rebound.ingest.log;

import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The mail server that wrote a log. */
public enum LogFormat {
  POSTFIX(PostfixLog::isLine, PostfixLog::new),
  EXIM(EximLog::isLine, EximLog::new),
  SENDMAIL(SendmailLog::isLine, SendmailLog::new),
  QMAIL(QmailLog::isLine, QmailLog::new),
  ZONEMTA(ZoneMtaLog::isLine, ZoneMtaLog::new);

  private final Predicate<LogLine> isLine;
  private final Function<RowDefaults, RowReader> reader;

  LogFormat(Predicate<LogLine> isLine, Function<RowDefaults, RowReader> reader) {
    this.isLine = isLine;
    this.reader = reader;
  }

  /** Returns the format of the first line of a known one. Other programs may share the log. */
  public static Optional<LogFormat> of(String head) {
    return head.lines()
        .flatMap(line -> LogLine.of(line).stream())
        .flatMap(line -> Stream.of(values()).filter(format -> format.isLine.test(line)))
        .findFirst();
  }

  public RowReader reader(RowDefaults defaults) {
    return reader.apply(defaults);
  }
}
