package dev.rebound.api.v3;

import dev.rebound.domain.TotalsPage;
import io.vertx.core.buffer.Buffer;

/**
 * Writes totals as CSV, with a header line.
 *
 * @param key of a total's name
 */
record CsvTotals(String key, CsvCells cells) implements TotalsBody {

  @Override
  public String contentType() {
    return "text/csv";
  }

  @Override
  public Buffer start(TotalsPage page) {
    return Buffer.buffer("date," + key + ",count\n").appendBuffer(goOn(page));
  }

  @Override
  public Buffer goOn(TotalsPage page) {
    return CsvCells.records(
        csv ->
            page.totals()
                .forEach(
                    total ->
                        csv.writeRecord(
                            total.day().toString(),
                            cells.cell(total.name()),
                            Long.toString(total.count()))));
  }
}
