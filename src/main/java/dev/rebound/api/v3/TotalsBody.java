package dev.rebound.api.v3;

import dev.rebound.domain.Classification;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Writes the totals of whole days, page by page, in one of two formats. Equal values write the same
 * bytes, so that responses may share them.
 */
public interface TotalsBody {

  String contentType();

  /** Opens the body, writes the first page, and closes the body where no page follows. */
  Buffer start(TotalsPage page);

  /** Writes a page after the first, and closes the body behind the last one. */
  Buffer goOn(TotalsPage page);

  /**
   * Writes {@code {"result":[{"date":…,"stats":[{"classification":…,"count":…}]}]}} (contract,
   * 3.5).
   */
  static TotalsBody json(Optional<Classification> classification) {
    return new JsonTotals(key(classification));
  }

  /**
   * Writes a header line, then a line for each total (contract, 3.5).
   *
   * @param isSafe whether no cell may be a formula of a spreadsheet
   */
  static TotalsBody csv(Optional<Classification> classification, boolean isSafe) {
    return new CsvTotals(key(classification), new CsvCells(isSafe));
  }

  private static String key(Optional<Classification> classification) {
    return classification.isEmpty() ? "classification" : "domain";
  }
}
