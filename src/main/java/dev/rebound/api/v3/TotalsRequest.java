package dev.rebound.api.v3;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.PathText;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Classification;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the parameters of the classification totals (contract, 3.5 and 3.6): UTC days, or Unix
 * seconds for the days that hold them, under either name.
 *
 * @param isSafe whether a spreadsheet may open the CSV: no cell of it is a formula
 */
public record TotalsRequest(TotalsPage.DayRange days, boolean isSafe) {
  private static final String START_DATE = "start_date";
  private static final String END_DATE = "end_date";
  private static final String START_TIME = "start_time";
  private static final String END_TIME = "end_time";

  public static Result<TotalsRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    TimeRange times =
        new TimeRange(
            parameters.integer(START_TIME, Long.MIN_VALUE),
            parameters.integer(END_TIME, Long.MAX_VALUE));
    LocalDate from = parameters.dayOrSeconds(START_DATE).orElseGet(() -> day(times.from()));
    LocalDate to = parameters.dayOrSeconds(END_DATE).orElseGet(() -> day(times.to()));
    if (from.isAfter(to)) {
      boolean isDates = !parameters.text(START_DATE).orElse("").isEmpty();
      parameters.error(isDates ? START_DATE : START_TIME, "must not be after the end of the range");
    }
    parameters.refuse("must be the end of the path", Set.of("classification"));
    boolean isSafe = parameters.flag("safe");
    return parameters.finish(() -> new TotalsRequest(new TotalsPage.DayRange(from, to), isSafe));
  }

  /** Reads the class at the end of a path, in any case; a plus counts as a blank. */
  public static Result<Classification> readClass(String pathRest) {
    Optional<Classification> found = Classification.of(PathText.decode(pathRest).replace('+', ' '));
    return found
        .<Result<Classification>>map(Result.Valid::new)
        .orElseGet(
            () ->
                new Result.Invalid<>(
                    Problem.ofField("classification", "must be one of the seven classes")));
  }

  private static LocalDate day(long seconds) {
    return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
