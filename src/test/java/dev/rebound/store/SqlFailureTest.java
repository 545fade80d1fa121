package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", // connection exception
        "08006", // connection failure
        "08P01", // protocol violation
        "25001", // a standby refuses who wants to write
        "25006", // read-only transaction: the server became a standby
        "28000", // the role may not log in
        "28P01", // another password
        "3D000", // no such database
        "40001", // serialization failure
        "40P01", // deadlock
        "42P01", // no such table: not migrated
        "53100", // disk full
        "53200", // out of memory
        "53300", // too many connections
        "55006", // object in use
        "55P03", // lock not available
        "57014", // statement timeout
        "57P01", // the server shuts down
        "57P02", // it crashed
        "57P03", // it starts up
        "58000", // system error
        "58030", // input/output error
      })
  void aDatabaseThatCannotAnswerNowIsUnavailable(String state) {
    PgException cause = failure(state);
    Throwable explained = SqlFailure.explain(cause);
    assertEquals(
        "SQLSTATE " + state, assertInstanceOf(UnavailableException.class, explained).getMessage());
    assertSame(cause, explained.getCause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0A000", // a cached plan does not fit any more
        "22001", // text too long
        "22008", // time out of range
        "22021", // not UTF-8, or U+0000
        "22P02", // no uuid
        "23502", // not null
        "23503", // foreign key
        "23505", // unique
        "23514", // check
        "25P02", // transaction is aborted
        "42501", // privilege
        "42601", // syntax
        "42703", // column
        "54000", // program limit
        "XX000", // internal
      })
  void aStatementThatIsWrongIsABug(String state) {
    PgException cause = failure(state);
    assertSame(cause, SqlFailure.explain(cause));
  }

  @Test
  void aSessionThatIsEndedIsLostWhateverTheState() {
    PgException cause = new PgException("no", "FATAL", "0A000", "");
    assertTrue(SqlFailure.isLost(cause));
    assertInstanceOf(UnavailableException.class, SqlFailure.explain(cause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "25006", "28P01", "3D000", "57P01", "57P02", "57P03"})
  void aServerThatGoesOrIsNotTheOneToAskIsLost(String state) {
    assertTrue(SqlFailure.isLost(failure(state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "53100", "55P03", "57014", "42601"})
  void aServerThatOnlyFailsIsNot(String state) {
    assertFalse(SqlFailure.isLost(failure(state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void aConflictIsWorthAnotherTry(String state) {
    assertTrue(SqlFailure.isConflict(failure(state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40002", "40003", "55P03", "57014", "23505"})
  void nothingElseIs(String state) {
    assertFalse(SqlFailure.isConflict(failure(state)));
  }

  static Stream<Throwable> lostConnections() {
    return Stream.of(
        ClosedConnectionException.INSTANCE,
        new IOException("Connection reset by peer"),
        new TimeoutException("no connection in time"),
        new IllegalStateException("the pool is closed"));
  }

  @ParameterizedTest
  @MethodSource("lostConnections")
  void aConnectionThatIsLostOrNeverCameIsUnavailable(Throwable cause) {
    assertFalse(SqlFailure.isConflict(cause));
    assertSame(
        cause, assertInstanceOf(UnavailableException.class, SqlFailure.explain(cause)).getCause());
  }

  static Stream<Throwable> mistakes() {
    return Stream.of(new IllegalArgumentException("ours"), new NullPointerException());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeOfOursIsABug(Throwable cause) {
    assertSame(cause, SqlFailure.explain(cause));
  }

  private static PgException failure(String state) {
    return new PgException("message", "ERROR", state, "detail");
  }
}
