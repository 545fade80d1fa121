package dev.rebound.mirror;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Reads a page while it arrives: a JSON array (contract, 3.1.1) of up to {@value #MAX_ROWS} rows
 * and {@value #MAX_BYTES} bytes.
 */
final class PageSubscriber implements BodySubscriber<List<Row>> {
  /** The API's largest page (contract, 2.7). */
  static final int MAX_ROWS = 500;

  static final long MAX_BYTES = 64L << 20;

  // Marks a row without a time; a default would differ in each pass.
  private static final long NO_TIME = BounceEvent.MAX_TIME;

  /** The body is not a page; a second request may succeed. The message quotes nothing. */
  static final class InvalidPageException extends IOException {
    private InvalidPageException(String message) {
      super(message);
    }
  }

  private final CompletableFuture<List<Row>> page = new CompletableFuture<>();
  private final List<Row> rows = new ArrayList<>();
  private final RowReader reader;
  private Subscription subscription;
  private long length;
  private boolean isArray;

  PageSubscriber(Classifier classifier) {
    reader =
        new JsonRows(
            JsonRows.Format.JSON, JsonRows.Dialect.OWN, new RowDefaults(() -> NO_TIME, classifier));
  }

  @Override
  public CompletionStage<List<Row>> getBody() {
    return page;
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    if (page.isDone()) {
      return;
    }
    try {
      for (ByteBuffer chunk : chunks) {
        read(chunk);
      }
      subscription.request(1);
    } catch (UnreadableInputException e) {
      fail(new InvalidPageException(e.getMessage()));
    } catch (IOException | RemoteListException | RuntimeException e) {
      fail(e);
    }
  }

  private void read(ByteBuffer chunk)
      throws InvalidPageException, UnreadableInputException, RemoteListException {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    length += bytes.length;
    if (length > MAX_BYTES) {
      throw new InvalidPageException("a response is longer than " + MAX_BYTES + " bytes");
    }
    requireArray(bytes);
    reader.feed(bytes, 0, bytes.length, this::add);
    if (rows.size() > MAX_ROWS) {
      throw new RemoteListException("the other service returns more rows than requested");
    }
  }

  // The reader also accepts other JSON, such as the object of an error.
  private void requireArray(byte[] bytes) throws InvalidPageException {
    for (int i = 0; i < bytes.length && !isArray; i++) {
      if (bytes[i] == '[') {
        isArray = true;
      } else if (" \t\r\n".indexOf(bytes[i]) < 0) {
        throw new InvalidPageException("a response is not a JSON array");
      }
    }
  }

  // Rows beyond the limit are dropped until the rest of their chunk is read.
  private void add(Row row) {
    if (rows.size() > MAX_ROWS) {
      return;
    }
    boolean hasTime = !(row instanceof Row.Event event) || event.event().occurredAt() != NO_TIME;
    rows.add(
        hasTime ? row : new Row.Rejected(new RejectedRow(rows.size(), "created", "is required")));
  }

  private void fail(Exception cause) {
    subscription.cancel();
    page.completeExceptionally(cause);
  }

  @Override
  public void onError(Throwable cause) {
    page.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    try {
      reader.finish(this::add);
      page.complete(List.copyOf(rows));
    } catch (UnreadableInputException e) {
      page.completeExceptionally(new InvalidPageException(e.getMessage()));
    } catch (RuntimeException e) {
      page.completeExceptionally(e);
    }
  }
}
