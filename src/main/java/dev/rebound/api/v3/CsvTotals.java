package dev.rebound.api.v3;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes totals as CSV (RFC 4180), with a header line. */
final class CsvTotals implements TotalsBody {
  // A spreadsheet takes a cell for a formula that starts with one of these.
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final String key;
  private final boolean isSafe;

  CsvTotals(String key, boolean isSafe) {
    this.key = key;
    this.isSafe = isSafe;
  }

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
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      for (TotalsPage.DayTotal total : page.totals()) {
        csv.writeRecord(total.day().toString(), cell(total.name()), Long.toString(total.count()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(text.toString());
  }

  private String cell(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return isSafe && isFormula ? "'" + text : text;
  }
}
