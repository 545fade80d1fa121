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
 * Reads a page as it arrives: an array of rows (contract, 3.1.1), at most {@value #MAX_ROWS} of
 * them in {@value #MAX_BYTES} bytes.
 */
final class PageBody implements BodySubscriber<List<Row>> {
  /** The greatest page that the API knows (contract, 2.7). */
  static final int MAX_ROWS = 500;

  static final long MAX_BYTES = 64L << 20;

  // A row that does not say its time would else get one, and another one in each pass.
  private static final long NO_TIME = BounceEvent.MAX_TIME;

  /** What came is no page; asked again it may be one. The message is of our own words. */
  static final class UnreadableException extends IOException {
    private UnreadableException(String message) {
      super(message);
    }
  }

  private final CompletableFuture<List<Row>> body = new CompletableFuture<>();
  private final List<Row> rows = new ArrayList<>();
  private final RowReader reader;
  private Subscription subscription;
  private long length;
  private boolean isArray;

  PageBody(Classifier classifier) {
    reader =
        new JsonRows(
            JsonRows.Format.JSON, JsonRows.Dialect.OWN, new RowDefaults(() -> NO_TIME, classifier));
  }

  @Override
  public CompletionStage<List<Row>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    if (body.isDone()) {
      return;
    }
    try {
      for (ByteBuffer chunk : chunks) {
        read(chunk);
      }
      subscription.request(1);
    } catch (UnreadableInputException e) {
      stop(new UnreadableException(e.getMessage()));
    } catch (IOException | RemoteListException | RuntimeException e) {
      stop(e);
    }
  }

  private void read(ByteBuffer chunk)
      throws UnreadableException, UnreadableInputException, RemoteListException {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    length += bytes.length;
    if (length > MAX_BYTES) {
      throw new UnreadableException("an answer is longer than " + MAX_BYTES + " bytes");
    }
    requireArray(bytes);
    reader.feed(bytes, 0, bytes.length, this::take);
    if (rows.size() > MAX_ROWS) {
      throw new RemoteListException("the other service answers more rows than it is asked for");
    }
  }

  // The reader takes other forms of input too, such as the single object of an error.
  private void requireArray(byte[] bytes) throws UnreadableException {
    for (int at = 0; at < bytes.length && !isArray; at++) {
      if (bytes[at] == '[') {
        isArray = true;
      } else if (" \t\r\n".indexOf(bytes[at]) < 0) {
        throw new UnreadableException("an answer is not a JSON array");
      }
    }
  }

  // Rows over the bound are not kept while the rest of their chunk is read.
  private void take(Row row) {
    if (rows.size() > MAX_ROWS) {
      return;
    }
    boolean hasTime =
        !(row instanceof Row.Event ingested) || ingested.event().occurredAt() != NO_TIME;
    rows.add(
        hasTime ? row : new Row.Rejected(new RejectedRow(rows.size(), "created", "is required")));
  }

  private void stop(Exception cause) {
    subscription.cancel();
    body.completeExceptionally(cause);
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    try {
      reader.finish(this::take);
      body.complete(List.copyOf(rows));
    } catch (UnreadableInputException e) {
      body.completeExceptionally(new UnreadableException(e.getMessage()));
    } catch (RuntimeException e) {
      body.completeExceptionally(e);
    }
  }
}
