package dev.rebound.ingest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Splits records into their fields, one record at a time. */
final class CsvSplitter {
  private final CsvReader.CsvReaderBuilder csv;

  CsvSplitter(char separator) {
    this.csv = CsvReader.builder().fieldSeparator(separator);
  }

  /**
   * The fields of one record, without their quotes.
   *
   * @param length how many of {@code bytes} are the record's; at least 1
   * @throws CharacterCodingException when they are not UTF-8
   * @throws CsvParseException when there is text after a closing quote, or over 16,384 fields
   */
  String[] split(byte[] bytes, int length) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    return csv.ofSingleCsvRecord(StringArrayHandler.of(), text);
  }
}
