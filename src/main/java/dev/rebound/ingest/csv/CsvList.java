package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows of a bounce list. A row without a type is a bounce. Rows of other types, such as
 * complaints, are ignored.
 */
final class CsvList implements CsvFraming.RecordReader {
  private static final TypeWord NO_WORD = new TypeWord(Optional.of(BounceType.BOUNCE), "");
  private static final String NO_TYPE =
      "must be bounce, blocked, or another vendor's word for one of them";

  private final CsvColumns columns;
  private final RowDefaults defaults;

  CsvList(CsvColumns columns, RowDefaults defaults) {
    this.columns = columns;
    this.defaults = defaults;
  }

  @Override
  public int width() {
    return columns.width();
  }

  @Override
  public void read(String[] row, Consumer<Row> rows) {
    String text = columns.text(CsvField.TYPE, row);
    Optional<TypeWord> word = text.isBlank() ? Optional.of(NO_WORD) : TypeWord.of(text);
    boolean isOther = word.isPresent() && word.get().type().isEmpty();
    rows.accept(
        isOther ? new Row.Ignored(word.get().kind()) : event(row, word.flatMap(TypeWord::type)));
  }

  private Row event(String[] row, Optional<BounceType> type) {
    EmailAddress email =
        TextFields.email(CsvField.EMAIL.label(), columns.text(CsvField.EMAIL, row));
    long created =
        TextFields.time(CsvField.CREATED.label(), columns.text(CsvField.CREATED, row), defaults);
    BounceType own = type.orElseThrow(() -> new FieldException(CsvField.TYPE.label(), NO_TYPE));
    String reason = columns.text(CsvField.REASON, row);
    String status = TextFields.status(CsvField.STATUS.label(), columns.text(CsvField.STATUS, row));
    Optional<Classification> given = classification(columns.text(CsvField.CLASSIFICATION, row));
    Verdict verdict = defaults.verdict(given, reason, status);
    return new Row.Event(
        new BounceEvent(email, created, columns.always().orElse(own), reason, status, verdict));
  }

  private static Optional<Classification> classification(String text) {
    String name = text.strip();
    Optional<Classification> given = Classification.of(name);
    if (given.isEmpty() && !name.isEmpty()) {
      throw new FieldException(CsvField.CLASSIFICATION.label(), TextFields.NO_CLASS);
    }
    return given;
  }
}
