package dev.rebound.api.v3;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Writes records as CSV (RFC 4180).
 *
 * @param isSafe whether a spreadsheet may open the file: no cell of it is a formula
 */
record CsvCells(boolean isSafe) {
  // A spreadsheet takes a cell for a formula that starts with one of these.
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  /** Returns the records that a writer adds. */
  static Buffer records(Consumer<CsvWriter> records) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      records.accept(csv);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(text.toString());
  }

  /** Returns the text of a cell. */
  String cell(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return isSafe && isFormula ? "'" + text : text;
  }
}
