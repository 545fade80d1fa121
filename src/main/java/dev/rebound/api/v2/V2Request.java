package dev.rebound.api.v2;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Severity;
import dev.rebound.domain.TimeRange;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters of {@code /api/bounces.*} (contract, chapter 4): query and form together, the
 * form's win, and what is empty is absent.
 */
public final class V2Request {
  public static final Problem BAD_CREDENTIALS = Problem.of(403, "Bad username / password");
  public static final Problem NO_PERMISSION = Problem.of(403, "Permission denied, not authorized");
  public static final Problem NOTHING_NAMED =
      Problem.ofField(
          "email", "no valid parameters provided. Use delete_all=1 to remove everything");

  private static final String START_DATE = "start_date";
  private static final String END_DATE = "end_date";
  private static final String EMAIL = "email";
  private static final int MAX_DAYS = 1_000_000;

  private final Parameters parameters;
  private final ZoneId zone;
  private final LocalDate today;

  public V2Request(MultiMap query, MultiMap form, ZoneId zone, Clock clock) {
    MultiMap given = MultiMap.caseInsensitiveMultiMap();
    query.forEach(parameter -> addGiven(given, parameter.getKey(), parameter.getValue()));
    form.forEach(parameter -> addGiven(given, parameter.getKey(), parameter.getValue()));
    this.parameters = new Parameters(given);
    this.zone = zone;
    this.today = LocalDate.ofInstant(clock.instant(), zone);
  }

  private static void addGiven(MultiMap given, String name, String value) {
    if (!value.isEmpty()) {
      given.add(name, value);
    }
  }

  /** Empty when absent. */
  public String user() {
    return Optional.ofNullable(parameters.text("api_user")).orElse("");
  }

  /** Empty when absent. */
  public String key() {
    return Optional.ofNullable(parameters.text("api_key")).orElse("");
  }

  /** Whether the answer tells when each bounce was. */
  public boolean isDateAsked() {
    return isOne("date");
  }

  /**
   * Which rows to get.
   *
   * @param selection null when it can hold no row
   * @param limit rows at most, {@link Long#MAX_VALUE} for all
   */
  public record Get(BounceSelection selection, long limit, long offset) {}

  public Result<Get> get(long accountId) {
    // Some clients always send days, whatever dates they send beside it: both hold.
    TimeRange created = dates(days());
    long limit = number("limit", 1, Long.MAX_VALUE, "must be a positive integer");
    long offset = number("offset", 0, 0, "must be 0 or a positive integer");
    Severity severity = severity();
    return parameters.finish(() -> new Get(selection(accountId, created, severity), limit, offset));
  }

  /** Which rows to count; no address. */
  public Result<BounceSelection> count(long accountId) {
    TimeRange created = dates(Long.MIN_VALUE);
    Severity severity = severity();
    return parameters.finish(
        () ->
            new BounceSelection(
                accountId, created, Optional.empty(), Optional.ofNullable(severity)));
  }

  /**
   * What to delete.
   *
   * @param selection null when it can hold no row
   * @param namesAddress whether it is about one address, whose absence is told
   */
  public record Delete(BounceSelection selection, boolean namesAddress) {}

  /** What names nothing is an error and never a wipe (contract, 4.3). */
  public Result<Delete> delete(long accountId) {
    TimeRange created = dates(Long.MIN_VALUE);
    Severity severity = severity();
    boolean namesAddress = parameters.text(EMAIL) != null;
    boolean namesDays = parameters.text(START_DATE) != null || parameters.text(END_DATE) != null;
    return parameters
        .finish(() -> new Delete(selection(accountId, created, severity), namesAddress))
        .then(
            delete ->
                namesAddress || namesDays || isOne("delete_all")
                    ? new Result.Valid<>(delete)
                    : new Result.Invalid<>(NOTHING_NAMED));
  }

  private BounceSelection selection(long accountId, TimeRange created, Severity severity) {
    String email = parameters.text(EMAIL);
    if (email == null) {
      return new BounceSelection(
          accountId, created, Optional.empty(), Optional.ofNullable(severity));
    }
    // Form decoding made a blank of a plus that was not encoded; an address has no blank.
    return EmailAddress.parse(email.strip().replace(' ', '+'))
        .map(
            address ->
                new BounceSelection(
                    accountId, created, Optional.of(address), Optional.ofNullable(severity)))
        .orElse(null);
  }

  private boolean isOne(String name) {
    return "1".equals(parameters.text(name));
  }

  /**
   * The first second of the past days, today included; the least there is when all days are asked
   * for.
   */
  private long days() {
    if (parameters.text("days") == null) {
      return Long.MIN_VALUE;
    }
    long days = Math.min(number("days", 1, 1, "must be a positive integer"), MAX_DAYS);
    return start(today.minusDays(days - 1));
  }

  /**
   * @param earliest second, also where an earlier date is given
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
    String text = parameters.text(name);
    if (text == null) {
      return fallback;
    }
    // What is no number is as wrong as one that is too small, and said in the same words.
    long number = text.matches("[0-9]+") ? parameters.integer(name, fallback) : least - 1;
    if (number < least) {
      parameters.error(name, message);
    }
    return number;
  }

  private Severity severity() {
    String type = parameters.text("type");
    if (type == null) {
      return null;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "hard" -> Severity.HARD;
      case "soft" -> Severity.SOFT;
      default -> {
        parameters.error("type", "must be hard or soft");
        yield null;
      }
    };
  }
}
