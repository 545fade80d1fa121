package dev.rebound.ingest.json;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.ListField;
import dev.rebound.ingest.ListRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an object of another system's list, log or webhook. */
final class ListRecord {
  // Members whose text is the JSON of a notification: queues, functions and logs add them.
  private static final List<String> TEXTS = List.of("message", "body", "@message", "sns.message");

  private ListRecord() {}

  /**
   * Passes on the object's rows: mostly one.
   *
   * @param members by path, see {@link JsonDecoder#flatten}
   * @throws FieldException when the object is rejected
   * @throws IOException when the message of an envelope is not JSON
   */
  static void read(
      long index, Map<String, String> members, RowDefaults defaults, Consumer<Row> rows)
      throws IOException {
    Optional<Map<String, String>> wrapped = wrapped(members);
    if (wrapped.isPresent()) {
      read(index, wrapped.get(), defaults, rows);
    } else if (SesEvent.is(members)) {
      SesEvent.read(index, members, defaults, rows);
    } else {
      readRow(index, ServerRecord.row(members).orElse(members), defaults, rows);
    }
  }

  /** Returns the object within an envelope that has no address of its own. */
  private static Optional<Map<String, String>> wrapped(Map<String, String> members)
      throws IOException {
    if (members.containsKey("detailtype")) {
      return Optional.of(within(members, "detail."));
    }
    boolean isRow = ListField.EMAIL.names().stream().anyMatch(members::containsKey);
    Optional<String> text =
        TEXTS.stream()
            .map(name -> members.getOrDefault(name, ""))
            .filter(value -> !isRow && value.startsWith("{"))
            .findFirst();
    return text.isPresent() ? Optional.of(JsonDecoder.flattenStart(text.get())) : Optional.empty();
  }

  private static Map<String, String> within(Map<String, String> members, String path) {
    Map<String, String> inner = new HashMap<>();
    members.forEach(
        (name, value) -> {
          if (name.startsWith(path)) {
            inner.put(name.substring(path.length()), value);
          }
        });
    return inner;
  }

  static void readRow(
      long index, Map<String, String> members, RowDefaults defaults, Consumer<Row> rows) {
    List<ListRow> recipients;
    try {
      recipients = row(members).recipients();
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
      return;
    }
    for (ListRow recipient : recipients) {
      try {
        rows.accept(recipient.read(Optional.empty(), Optional.empty(), defaults));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    }
  }

  /**
   * Returns the reason of a bounce of Mailjet: its word for the error and the comment, mostly the
   * reply. The error comes last once more, as it may name a kind.
   */
  private static Optional<List<String>> mailjetReason(Map<String, String> members) {
    String error = members.getOrDefault("error", "");
    String comment = members.getOrDefault("comment", "");
    return members.containsKey("errorrelatedto") && !error.isBlank() && !comment.isBlank()
        ? Optional.of(List.of(error + ": " + comment, error))
        : Optional.empty();
  }

  /**
   * Returns the values of an object by their fields.
   *
   * @throws FieldException when the object does not say whether the delivery failed
   */
  private static ListRow row(Map<String, String> members) {
    Map<ListField, List<String>> values = new EnumMap<>(ListField.class);
    for (ListField field : ListField.values()) {
      List<String> given =
          field.names().stream()
              .map(members::get)
              .filter(Objects::nonNull)
              .filter(text -> !text.isBlank())
              .toList();
      values.put(field, given);
    }
    mailjetReason(members).ifPresent(reason -> values.put(ListField.REASON, reason));
    Map<String, String> flags = new HashMap<>(members);
    flags.keySet().removeIf(name -> !RowKind.isFlag(name));
    ListRow row = new ListRow(values, flags);
    row.requireKind();
    return row;
  }
}
