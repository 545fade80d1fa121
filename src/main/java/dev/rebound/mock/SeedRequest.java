package dev.rebound.mock;

import dev.rebound.ingest.JsonFields;
import dev.rebound.seed.SeedPlan;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;

/**
 * A request to seed the database.
 *
 * @param makesKeys whether each account gets a full-access key
 */
public record SeedRequest(SeedPlan plan, boolean makesKeys) {

  /**
   * Reads a request such as {@code {"rows":1000,"seed":1,"accounts":1,"days":365,
   * "until":"2026-01-01","keys":true}}. Only {@code rows} is required.
   *
   * @param today the default of {@code until}
   * @throws IllegalArgumentException with a message that names the wrong field
   */
  static SeedRequest of(JsonObject body, LocalDate today) {
    JsonFields fields = new JsonFields(body.getMap());
    SeedRequest request =
        new SeedRequest(
            new SeedPlan(
                fields.number("rows", SeedPlan.MIN_ROWS, SeedPlan.MAX_ROWS),
                fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, SeedPlan.DEFAULT_SEED),
                (int)
                    fields.number("accounts", 1, SeedPlan.MAX_ACCOUNTS, SeedPlan.DEFAULT_ACCOUNTS),
                (int) fields.number("days", 1, SeedPlan.MAX_DAYS, SeedPlan.DEFAULT_DAYS),
                fields.time("until", LocalDate::parse, "a day such as 2026-01-01").orElse(today)),
            fields.flag("keys"));
    fields.requireKnown();
    return request;
  }
}
