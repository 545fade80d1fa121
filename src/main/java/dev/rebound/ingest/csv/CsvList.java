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
 * The rows of somebody's list. A row that does not say its type is a bounce, as it is a list of
 * those; one that says it is a complaint or the like is passed over.
 */
final class CsvList implements CsvFraming.Meaning {
  private static final VendorWord NO_WORD = new VendorWord(Optional.of(BounceType.BOUNCE), "");
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
  public void read(long index, String[] row, Consumer<Row> rows) {
    String text = columns.text(CsvField.TYPE, row);
    Optional<VendorWord> word = text.isBlank() ? Optional.of(NO_WORD) : VendorWord.of(text);
    if (word.isPresent() && word.get().type().isEmpty()) {
      rows.accept(new Row.Ignored(word.get().kind()));
    } else {
      rows.accept(event(row, word.flatMap(VendorWord::type)));
    }
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
