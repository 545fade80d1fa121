package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowFields;
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
      rows.accept(event(index, row, word.flatMap(VendorWord::type)));
    }
  }

  private Row event(long index, String[] row, Optional<BounceType> type) {
    RowFields fields = new RowFields(index, defaults);
    EmailAddress email = fields.email(CsvField.EMAIL.label(), columns.text(CsvField.EMAIL, row));
    long created = fields.time(CsvField.CREATED.label(), columns.text(CsvField.CREATED, row));
    if (type.isEmpty()) {
      fields.refuse(CsvField.TYPE.label(), NO_TYPE);
    }
    String reason = columns.text(CsvField.REASON, row);
    String status = fields.status(CsvField.STATUS.label(), columns.text(CsvField.STATUS, row));
    Classification given = classification(fields, columns.text(CsvField.CLASSIFICATION, row));
    return fields.rowUnlessWrong(
        () -> {
          BounceType kept = columns.always().orElseGet(type::get);
          Verdict verdict = defaults.verdict(given, reason, status);
          return new Row.Event(new BounceEvent(email, created, kept, reason, status, verdict));
        });
  }

  private static Classification classification(RowFields fields, String text) {
    String name = text.strip();
    return name.isEmpty()
        ? null
        : fields.read(
            CsvField.CLASSIFICATION.label(), name, Classification::of, RowFields.NO_CLASS);
  }
}
