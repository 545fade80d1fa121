package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSubscriberTest {
  private static final String ROW =
      "{\"created\":7,\"email\":\"a@x.org\",\"reason\":\"gone\",\"status\":\"5.1.1\"}";

  private final PageSubscriber body = new PageSubscriber(Classifier.standard());
  private boolean isCancelled;

  PageSubscriberTest() {
    body.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            // Whatever is sent here is sent without being asked for.
          }

          @Override
          public void cancel() {
            isCancelled = true;
          }
        });
  }

  @Test
  void aPageComesInAnyPieces() throws Exception {
    String text = "\n [\n" + ROW + "\n,{\"email\":\"nobody\",\"created\":6}\n," + ROW + "]\n";
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      body.onNext(List.of(ByteBuffer.wrap(new byte[] {b})));
    }
    List<Row> rows = end().get();
    assertEquals(3, rows.size());
    Row.Event told = assertInstanceOf(Row.Event.class, rows.get(0));
    assertEquals(7, told.event().occurredAt());
    assertEquals("gone", told.event().reason());
    assertInstanceOf(Row.Rejected.class, rows.get(1));
  }

  @Test
  void aRowWithoutATimeIsRejected() throws Exception {
    feed("[{\"email\":\"a@x.org\"}]");
    Row.Rejected bad = assertInstanceOf(Row.Rejected.class, end().get().get(0));
    assertEquals("created is required", bad.row().fault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html>",
        "null",
        "{\"errors\":[{\"field\":null,\"message\":\"x\"}]}",
        "[",
        "[" + ROW,
        "[" + ROW + ",",
        "[" + ROW + "}",
        "[" + ROW + "] more"
      })
  void whatIsNoWholeArrayIsUnreadable(String text) {
    feed(text);
    ExecutionException e = assertThrows(ExecutionException.class, end()::get);
    assertInstanceOf(PageSubscriber.InvalidPageException.class, e.getCause());
  }

  @Test
  void aPageHoldsNoMoreRowsThanAreAskedFor() throws Exception {
    feed(rows(PageSubscriber.MAX_ROWS));
    assertEquals(PageSubscriber.MAX_ROWS, end().get().size());
    PageSubscriberTest other = new PageSubscriberTest();
    other.feed(rows(PageSubscriber.MAX_ROWS + 1));
    ExecutionException e = assertThrows(ExecutionException.class, other.end()::get);
    assertInstanceOf(RemoteListException.class, e.getCause());
    assertTrue(other.isCancelled);
  }

  @Test
  void anAnswerWithoutAnEndIsNotReadForEver() {
    feed("[");
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    for (int i = 0; i < 63; i++) {
      body.onNext(List.of(ByteBuffer.wrap(blanks)));
    }
    assertEquals(false, isCancelled);
    body.onNext(List.of(ByteBuffer.wrap(blanks)));
    assertTrue(isCancelled);
    ExecutionException e = assertThrows(ExecutionException.class, end()::get);
    assertTrue(e.getCause().getMessage().contains("longer than"), e.getMessage());
  }

  private static String rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> ROW).collect(Collectors.joining(",", "[", "]"));
  }

  private void feed(String text) {
    body.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private Future<List<Row>> end() {
    body.onComplete();
    return body.getBody().toCompletableFuture();
  }
}
