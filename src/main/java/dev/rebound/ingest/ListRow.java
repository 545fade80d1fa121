package dev.rebound.ingest;

import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a row of another system's list or log. A row whose type, status or reason names another
 * kind, such as a complaint, is ignored. A row that names no kind is what the list is, else a
 * bounce.
 *
 * @param values the values of each field, the best first
 * @param flags the values of columns of yes and no, and other values that name a kind together with
 *     their column, by name
 */
public record ListRow(Map<ListField, List<String>> values, Map<String, String> flags) {
  private static final String NO_TYPE =
      "must be bounce, blocked, or another vendor's word for one of them";
  private static final String SOURCE = "source";
  private static final List<ListField> EVIDENCE =
      List.of(ListField.TYPE, ListField.REASON, ListField.STATUS, ListField.CLASSIFICATION);
  private static final String NO_KIND = "is required, or a reason or status: bounce or blocked";
  private static final String NO_STATUS =
      "must be a code such as 5.1.1, or a known word such as bounced";
  // A type of the diagnostic (RFC 3464, 2.3.6), which is no part of the reply.
  private static final Pattern REPLY_TYPE = Pattern.compile("^(?i)(?:x-)?smtp\\s*;\\s*");
  // Addresses are at most 320 characters long: the bound keeps the search linear.
  private static final Pattern STATUS_OF_RECIPIENT =
      Pattern.compile(
          "([^;,\\s<>#]{1,320}+)##((?:[^;]|;(?![^;,\\s<>#]{1,320}+##))*+)", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile(".*\\d.*", Pattern.DOTALL);
  // A reply in the column of codes: 550 5.1.1 no such user, or 5.1.1 (bad mailbox).
  private static final Pattern REPLY =
      Pattern.compile(
          "^(?:[245]\\d\\d[ -]+)?#?(?<status>[245]\\.\\d{1,3}\\.\\d{1,3})\\b.*|^(?<code>[245]\\d\\d)[ -].*",
          Pattern.DOTALL);
  private static final Pattern ACCEPTED =
      Pattern.compile("^2(?:\\d\\d|\\.\\d{1,3}\\.\\d{1,3})(?!\\d)(?![.]\\d).*", Pattern.DOTALL);
  private static final Pattern FAILURE_CODE =
      Pattern.compile("\\b[45](?:\\d\\d|\\.\\d{1,3}\\.\\d{1,3})\\b");

  public ListRow {
    Map<ListField, List<String>> present = new EnumMap<>(ListField.class);
    values.forEach((field, texts) -> present.put(field, present(field, texts)));
    values = present;
    flags = new HashMap<>(flags);
    flags
        .entrySet()
        .removeIf(
            flag ->
                !RowKind.isYesOrNo(flag.getKey())
                    && RowKind.ofFlag(flag.getKey(), flag.getValue()).isEmpty());
  }

  // A type of none would otherwise be the type of the list.
  private static List<String> present(ListField field, List<String> texts) {
    for (String text : texts) {
      if (isAbsent(field, text)) {
        return texts.stream().filter(other -> !isAbsent(field, other)).toList();
      }
    }
    return texts;
  }

  private static boolean isAbsent(ListField field, String text) {
    return field == ListField.TYPE ? text.isBlank() : TextFields.isAbsent(text);
  }

  /**
   * Returns the row's event, or its kind.
   *
   * @param kindOfAll what all rows of the list are; empty when the rows say it
   * @param classOfAll the class of all rows; empty when the rows or the classifier say it
   * @throws FieldException when the row is rejected
   */
  public Row read(
      Optional<RowKind> kindOfAll, Optional<Classification> classOfAll, RowDefaults defaults) {
    List<RowKind> kinds = kinds();
    Optional<RowKind> other = otherKind(kinds, kindOfAll);
    if (other.isPresent()) {
      return new Row.Ignored(other.get().name());
    }
    boolean saysNoKind = kindOfAll.isEmpty() && kinds.stream().noneMatch(RowKind::isFailure);
    EmailAddress email = TextFields.email(ListField.EMAIL.label(), address());
    long created = TextFields.time(ListField.CREATED.label(), first(ListField.CREATED), defaults);
    if (saysNoKind && (hasFlagsOnly() || !first(ListField.TYPE).isEmpty())) {
      throw new FieldException(ListField.TYPE.label(), NO_TYPE);
    }
    String reason = reason();
    String status = status();
    Verdict verdict =
        defaults.verdict(
            classification().or(() -> classOfAll), reason.isEmpty() ? words() : reason, status);
    BounceType type =
        kindOfAll
            .flatMap(RowKind::type)
            .orElseGet(() -> type(kinds, verdict, FailureType.of(verdict, reason, status)));
    return new Row.Event(new BounceEvent(email, created, type, reason, status, verdict));
  }

  /**
   * Requires a value that says whether the delivery failed.
   *
   * @throws FieldException without one
   */
  public void requireKind() {
    boolean saysKind =
        !flags.isEmpty() || EVIDENCE.stream().anyMatch(field -> !all(field).isEmpty());
    if (!saysKind) {
      throw new FieldException(ListField.TYPE.label(), NO_KIND);
    }
  }

  private Optional<RowKind> otherKind(List<RowKind> kinds, Optional<RowKind> kindOfAll) {
    Optional<RowKind> other =
        Stream.concat(kinds.stream(), kindOfAll.stream())
            .filter(kind -> !kind.isFailure())
            .filter(kind -> hasFlagsOnly() || !kind.equals(RowKind.NOT_BOUNCED))
            .findFirst();
    boolean isNo =
        kinds.isEmpty()
            && kindOfAll.isEmpty()
            && hasFlagsOnly()
            && flags.values().stream().allMatch(RowKind::isNo);
    if (isNo) {
      return Optional.of(RowKind.NOT_BOUNCED);
    }
    boolean isUntold = kindOfAll.isEmpty() && kinds.stream().noneMatch(RowKind::isFailure);
    return isUntold ? other.or(this::kindOfReply) : other;
  }

  /** Returns the kind that a reply tells; empty for a failure and for an unknown reply. */
  private Optional<RowKind> kindOfReply() {
    String status = first(ListField.STATUS);
    if (status.startsWith("4") || status.startsWith("5")) {
      return Optional.empty();
    }
    List<String> replies =
        Stream.of(ListField.STATUS, ListField.REASON)
            .flatMap(field -> all(field).stream())
            .map(String::strip)
            .toList();
    if (replies.stream().anyMatch(text -> FAILURE_CODE.matcher(text).find())) {
      return Optional.empty();
    }
    return replies.stream().anyMatch(text -> ACCEPTED.matcher(text).matches())
        ? Optional.of(RowKind.DELIVERED)
        : replies.stream().flatMap(text -> RowKind.ofSentence(text).stream()).findFirst();
  }

  /**
   * Returns a row for each recipient. Message traces name several in a row, as {@code
   * a@example.com;b@example.net} or with a status for each: {@code a@example.com##Receive, Fail}.
   */
  public List<ListRow> recipients() {
    String statuses = all(ListField.REASON).stream().reduce("", (first, last) -> last);
    Matcher entry = STATUS_OF_RECIPIENT.matcher(statuses);
    List<ListRow> rows = new ArrayList<>();
    while (entry.find()) {
      // The last step of the delivery counts: Receive, Fail.
      String steps = entry.group(2).strip();
      String last = steps.substring(steps.lastIndexOf(',') + 1).strip();
      ListRow row = with(ListField.REASON, "").with(ListField.EMAIL, entry.group(1));
      rows.add(
          RowKind.ofType(last).isPresent()
              ? row.with(ListField.TYPE, last)
              : row.with(ListField.REASON, steps));
    }
    return rows.isEmpty() ? withAddresses(statuses) : rows;
  }

  private List<ListRow> withAddresses(String statuses) {
    String text = address();
    if (text.indexOf('@') == text.lastIndexOf('@')) {
      return List.of(this);
    }
    String separator = text.contains(";") ? ";" : text.contains(",") ? "," : "[\\s|]+";
    List<String> addresses = List.of(text.strip().split(separator));
    boolean isList =
        addresses.stream().allMatch(address -> AddressText.parseEntry(address).isPresent());
    if (addresses.size() < 2 || !isList) {
      return List.of(this);
    }
    List<String> each = RecipientStatus.ofEach(statuses, addresses.size());
    List<ListRow> rows = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      ListRow row = with(ListField.EMAIL, addresses.get(i));
      rows.add(each.get(i).equals(statuses) ? row : row.with(ListField.REASON, each.get(i)));
    }
    return rows;
  }

  /** Returns whether columns of yes and no are all that says whether the delivery failed. */
  private boolean hasFlagsOnly() {
    return !flags.isEmpty()
        && Stream.of(ListField.TYPE, ListField.REASON, ListField.STATUS)
            .allMatch(field -> all(field).isEmpty());
  }

  private ListRow with(ListField field, String value) {
    Map<ListField, List<String>> changed = new EnumMap<>(ListField.class);
    changed.putAll(values);
    changed.put(field, value.isEmpty() ? List.of() : List.of(value));
    return new ListRow(changed, flags);
  }

  /** Returns the kinds that the words of the row name. */
  private List<RowKind> kinds() {
    // The type of SparkPost's suppressions is the kind of mail that they affect.
    Optional<RowKind> bySource = RowKind.ofFlag(SOURCE, flags.getOrDefault(SOURCE, ""));
    if (bySource.isPresent()) {
      return List.of(bySource.get());
    }
    Stream<RowKind> types =
        all(ListField.TYPE).stream().flatMap(word -> RowKind.ofType(word).stream());
    Stream<RowKind> words =
        Stream.of(ListField.STATUS, ListField.REASON)
            .flatMap(field -> all(field).stream())
            .flatMap(word -> RowKind.of(word).stream());
    Stream<RowKind> yesAndNo =
        flags.entrySet().stream()
            .flatMap(flag -> RowKind.ofFlag(flag.getKey(), flag.getValue()).stream());
    return Stream.of(types, words, yesAndNo).flatMap(kinds -> kinds).toList();
  }

  // "bounce" is also the word for any failure: the more precise word counts. A vendor's word for a
  // permanent failure counts if the reason is unclear.
  private static BounceType type(List<RowKind> kinds, Verdict verdict, BounceType byReason) {
    if (kinds.contains(RowKind.BLOCKED) || kinds.contains(RowKind.NOT_BOUNCED)) {
      return BounceType.BLOCKED;
    }
    boolean isUnclear = verdict.classification() == Classification.UNCLASSIFIED;
    boolean isHard = kinds.contains(RowKind.HARD_FAILURE) && isUnclear;
    return kinds.contains(RowKind.FAILURE) && !isHard ? byReason : BounceType.BOUNCE;
  }

  private String reason() {
    return Stream.of(all(ListField.REASON), replies())
        .flatMap(List::stream)
        .filter(text -> RowKind.of(text).isEmpty())
        .findFirst()
        .map(text -> REPLY_TYPE.matcher(RecipientStatus.reply(text)).replaceFirst(""))
        .orElse("");
  }

  /** Returns the replies among the codes. */
  private List<String> replies() {
    return all(ListField.STATUS).stream().filter(ListRow::hasLetter).toList();
  }

  private static boolean hasLetter(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isLetter(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the words of kinds that stand for a reason: mailbox_full. */
  private String words() {
    return String.join(" ", all(ListField.REASON)).replace('_', ' ');
  }

  private String status() {
    String text =
        all(ListField.STATUS).stream()
            .filter(word -> RowKind.of(word).isEmpty())
            .findFirst()
            .orElse("");
    Matcher reply = REPLY.matcher(text.strip());
    if (hasLetter(text) && reply.matches()) {
      return reply.group("status") != null ? reply.group("status") : reply.group("code");
    }
    String status = TextFields.status(ListField.STATUS.label(), text);
    if (!status.isEmpty() && !CODE.matcher(status).matches()) {
      throw new FieldException(ListField.STATUS.label(), NO_STATUS);
    }
    return status;
  }

  private Optional<Classification> classification() {
    String name = first(ListField.CLASSIFICATION).strip();
    Optional<Classification> given = Classification.of(name);
    if (given.isEmpty() && !name.isEmpty()) {
      throw new FieldException(ListField.CLASSIFICATION.label(), TextFields.NO_CLASS);
    }
    return given;
  }

  /** Returns the best value that may be an address. */
  private String address() {
    return all(ListField.EMAIL).stream()
        .filter(text -> text.contains("@"))
        .findFirst()
        .orElseGet(() -> first(ListField.EMAIL));
  }

  private List<String> all(ListField field) {
    return values.getOrDefault(field, List.of());
  }

  private String first(ListField field) {
    return all(field).stream().findFirst().orElse("");
  }
}
