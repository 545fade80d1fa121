package dev.rebound.migrate;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flyway speaks at debug only: what matters comes out of it as a result or an exception, and is
 * said once, by us.
 */
record FlywayLog(Logger log) implements Log {
  /** Made by Flyway, from its name: the only way in which it lets its log be set for good. */
  public static final class Creator implements LogCreator {
    @Override
    public Log createLogger(Class<?> type) {
      return new FlywayLog(LoggerFactory.getLogger(type));
    }
  }

  @Override
  public void debug(String message) {
    log.debug(message);
  }

  @Override
  public void info(String message) {
    log.debug(message);
  }

  @Override
  public void warn(String message) {
    log.debug(message);
  }

  @Override
  public void error(String message) {
    log.debug(message);
  }

  @Override
  public void error(String message, Exception e) {
    log.debug(message, e);
  }

  @Override
  public void notice(String message) {
    log.debug(message);
  }
}
