package dev.rebound.api.v3;

import dev.rebound.domain.Classification;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.buffer.Buffer;

/** The totals of whole days, page by page, in one of two forms. Good for one answer. */
public interface TotalsBody {

  String contentType();

  /** What opens the body, the first page, and what closes the body where there is no other page. */
  Buffer start(TotalsPage page);

  /** Another page, and what closes the body where it is the last. */
  Buffer goOn(TotalsPage page);

  /** {@code {"result":[{"date":…,"stats":[{"classification":…,"count":…}]}]}} (contract, 3.5). */
  static TotalsBody json(Classification classification) {
    return new JsonTotals(key(classification));
  }

  /** A header line, then a line a total (contract, 3.5). */
  static TotalsBody csv(Classification classification) {
    return new CsvTotals(key(classification));
  }

  private static String key(Classification classification) {
    return classification == null ? "classification" : "domain";
  }
}
