package dev.rebound.api.v2;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of {@code /api/bounces.*} (contract, chapter 4). A form's parameters precede the
 * query's, and an empty parameter is absent.
 */
public final class V2Request {
  static final Problem BAD_CREDENTIALS = Problem.of(403, "Bad username / password");
  public static final Problem NO_PERMISSION = Problem.of(403, "Permission denied, not authorized");
  static final Problem NOTHING_NAMED =
      Problem.ofField(
          "email", "no valid parameters provided. Use delete_all=1 to remove everything");

  private static final String START_DATE = "start_date";
  private static final String END_DATE = "end_date";
  private static final String EMAIL = "email";
  // In the API for resellers, user named a subuser.
  private static final Set<String> CONDITIONS = Parameters.conditions("emails", "limit", "user");
  private static final int MAX_DAYS = 1_000_000;

  private final Parameters parameters;
  private final boolean hasOtherBody;
  private final ZoneId zone;
  private final LocalDate today;

  /**
   * @param hasOtherBody whether the request has a body that is not a form and so was not read
   */
  V2Request(MultiMap query, MultiMap form, boolean hasOtherBody, ZoneId zone, Clock clock) {
    MultiMap given = MultiMap.caseInsensitiveMultiMap();
    query.forEach(parameter -> addGiven(given, parameter.getKey(), parameter.getValue()));
    form.forEach(parameter -> addGiven(given, parameter.getKey(), parameter.getValue()));
    this.parameters = new Parameters(given);
    this.hasOtherBody = hasOtherBody;
    this.zone = zone;
    this.today = LocalDate.ofInstant(clock.instant(), zone);
  }

  private static void addGiven(MultiMap given, String name, String value) {
    if (!value.isEmpty()) {
      given.add(name, value);
    }
  }

  /** Returns the user's name; empty when absent. */
  String user() {
    return parameters.text("api_user").orElse("");
  }

  /** Returns the API key; empty when absent. */
  String key() {
    return parameters.text("api_key").orElse("");
  }

  /** Whether the response has the time of each bounce. */
  boolean isDateAsked() {
    return isOne("date");
  }

  /**
   * The rows to get.
   *
   * @param selection empty when no row can match
   * @param limit rows at most, {@link Long#MAX_VALUE} for all
   */
  record Get(Optional<BounceSelection> selection, long limit, long offset) {}

  Result<Get> get(long accountId) {
    // Some clients always send days, whatever dates they send beside it: both hold.
    TimeRange created = dates(days());
    long limit = number("limit", 1, Long.MAX_VALUE, "must be a positive integer");
    long offset = number("offset", 0, 0, "must be 0 or a positive integer");
    Optional<BounceSelection.Severity> severity = severity();
    List<String> emails = parameters.texts(EMAIL);
    return parameters.finish(
        () -> new Get(selection(accountId, created, emails, severity), limit, offset));
  }

  /** Reads which rows to count; an address does not narrow them. */
  Result<BounceSelection> count(long accountId) {
    TimeRange created = dates(Long.MIN_VALUE);
    Optional<BounceSelection.Severity> severity = severity();
    return parameters.finish(() -> new BounceSelection(accountId, created, List.of(), severity));
  }

  /**
   * The rows to delete.
   *
   * @param selection empty when no row can match
   * @param namesAddress whether the request names addresses, whose absence is reported
   */
  record Delete(Optional<BounceSelection> selection, boolean namesAddress) {}

  /** Reads which rows to delete. A request that names none is an error, never a wipe (4.3). */
  Result<Delete> delete(long accountId) {
    TimeRange created = dates(Long.MIN_VALUE);
    Optional<BounceSelection.Severity> severity = severity();
    List<String> emails = parameters.texts(EMAIL);
    boolean namesDays =
        parameters.text(START_DATE).isPresent() || parameters.text(END_DATE).isPresent();
    boolean namesRows = !emails.isEmpty() || namesDays || isOne("delete_all");
    if (namesRows) {
      refuseOtherConditions();
    }
    return parameters
        .finish(
            () -> new Delete(selection(accountId, created, emails, severity), !emails.isEmpty()))
        .then(
            delete -> namesRows ? new Result.Valid<>(delete) : new Result.Invalid<>(NOTHING_NAMED));
  }

  /** Refuses conditions that a deletion does not have. Ignored, they would delete more rows. */
  private void refuseOtherConditions() {
    parameters.refuse("does not narrow a deletion", CONDITIONS);
    if (hasOtherBody) {
      parameters.error("body", "must be a form");
    }
  }

  private static Optional<BounceSelection> selection(
      long accountId,
      TimeRange created,
      List<String> emails,
      Optional<BounceSelection.Severity> severity) {
    // Form decoding turned an unencoded plus into a blank; an address has no blank.
    List<EmailAddress> addresses =
        emails.stream()
            .map(email -> EmailAddress.parse(email.strip().replace(' ', '+')))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return addresses.isEmpty() && !emails.isEmpty()
        ? Optional.empty()
        : Optional.of(new BounceSelection(accountId, created, addresses, severity));
  }

  private boolean isOne(String name) {
    return parameters.text(name).filter("1"::equals).isPresent();
  }

  /** Returns the first second of the past days, today included; the smallest long for all days. */
  private long days() {
    if (parameters.text("days").isEmpty()) {
      return Long.MIN_VALUE;
    }
    long days = Math.min(number("days", 1, 1, "must be a positive integer"), MAX_DAYS);
    return start(today.minusDays(days - 1));
  }

  /**
   * @param earliest second of the range, even where an earlier date is given
   */
  private TimeRange dates(long earliest) {
    Optional<LocalDate> from = parameters.date(START_DATE);
    Optional<LocalDate> to = parameters.date(END_DATE);
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      parameters.error(START_DATE, "must be earlier than end_date");
    } else if (to.isPresent() && to.get().isAfter(today)) {
      parameters.error(END_DATE, "end date is in the future");
    }
    return new TimeRange(
        Math.max(earliest, from.map(this::start).orElse(Long.MIN_VALUE)),
        to.map(day -> start(day.plusDays(1)) - 1).orElse(Long.MAX_VALUE));
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toEpochSecond();
  }

  private long number(String name, long least, long fallback, String message) {
    Optional<String> text = parameters.text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    // Other text gets the same message as a number that is too small.
    long number = text.get().matches("[0-9]+") ? parameters.integer(name, fallback) : least - 1;
    if (number < least) {
      parameters.error(name, message);
    }
    return number;
  }

  private Optional<BounceSelection.Severity> severity() {
    Optional<String> type = parameters.text("type").map(text -> text.toLowerCase(Locale.ROOT));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get()) {
      case "hard" -> Optional.of(BounceSelection.Severity.HARD);
      case "soft" -> Optional.of(BounceSelection.Severity.SOFT);
      default -> {
        parameters.error("type", "must be hard or soft");
        yield Optional.empty();
      }
    };
  }
}
