package dev.rebound.mock;

import dev.rebound.seed.SeedPlan;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * What to seed.
 *
 * @param makesKeys whether each account gets a key that may do everything
 */
public record SeedRequest(SeedPlan plan, boolean makesKeys) {
  private static final List<String> NAMES =
      List.of("rows", "seed", "accounts", "days", "until", "keys");

  /**
   * From the body of a request: {@code {"rows":1000,"seed":1,"accounts":1,"days":365,
   * "until":"2026-01-01","keys":true}}, of which rows alone is needed.
   *
   * @param today what {@code until} is when it is not named
   * @throws IllegalArgumentException for anything else
   */
  static SeedRequest of(JsonObject body, LocalDate today) {
    // A name that is mistyped must not seed something else.
    if (!NAMES.containsAll(body.fieldNames())) {
      throw new IllegalArgumentException("a seed has " + String.join(", ", NAMES));
    }
    if (!body.containsKey("rows")) {
      throw new IllegalArgumentException("rows is needed");
    }
    SeedPlan plan =
        new SeedPlan(
            number(body, "rows", 0),
            number(body, "seed", SeedPlan.DEFAULT_SEED),
            clamped(number(body, "accounts", SeedPlan.DEFAULT_ACCOUNTS)),
            clamped(number(body, "days", SeedPlan.DEFAULT_DAYS)),
            day(body, "until", today));
    return new SeedRequest(plan, flag(body, "keys"));
  }

  /** Also 1e6, which is a whole number in JSON. */
  private static long number(JsonObject body, String name, long usual) {
    Object value = body.containsKey(name) ? body.getValue(name) : Long.valueOf(usual);
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString()).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        // Falls through: it is a fraction, or beyond all bounds.
      }
    }
    throw new IllegalArgumentException(name + " must be a whole number of 64 bits");
  }

  /** What is beyond the bounds stays there. */
  private static int clamped(long number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
  }

  private static LocalDate day(JsonObject body, String name, LocalDate usual) {
    if (!body.containsKey(name)) {
      return usual;
    }
    if (body.getValue(name) instanceof String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        // Falls through.
      }
    }
    throw new IllegalArgumentException(name + " must be a day such as 2026-01-01");
  }

  private static boolean flag(JsonObject body, String name) {
    Object value = body.containsKey(name) ? body.getValue(name) : Boolean.FALSE;
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " must be true or false");
  }
}
