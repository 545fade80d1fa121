package dev.rebound.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** What this process logs, as conf/logback.xml writes it. */
public final class LogTap extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final Level before;
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

  private LogTap(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
  }

  /** Of a logger and those below it, from this level on. */
  public static LogTap open(String name, Level level) {
    LogTap tap = new LogTap((Logger) LoggerFactory.getLogger(name));
    tap.setContext(tap.logger.getLoggerContext());
    tap.start();
    tap.logger.setLevel(level);
    tap.logger.addAppender(tap);
    return tap;
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    events.add(event);
  }

  /** Waits for an event of which this holds. */
  public ILoggingEvent await(Predicate<ILoggingEvent> wanted) {
    try {
      for (; ; ) {
        ILoggingEvent event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
          throw new AssertionError("nothing of the kind was logged");
        }
        if (wanted.test(event)) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that was logged and not awaited. */
  public List<ILoggingEvent> all() {
    return List.copyOf(events);
  }

  /**
   * An event as a line of the log.
   *
   * @param format as the setting has it
   */
  public static String line(ILoggingEvent event, String format) {
    LoggerContext context = new LoggerContext();
    context.putProperty("rebound.log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure("conf/logback.xml");
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    OutputStreamAppender<ILoggingEvent> appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(format);
    String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    context.stop();
    return line;
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
  }
}
