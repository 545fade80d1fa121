package dev.rebound.api.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Classification;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.TotalsPage.DayTotal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those of one JSON value, however many pages the totals have. */
class JsonTotalsTest {
  private final Random random = new Random(20_261_129);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 30})
  void pagesAreWrittenAsTheLibraryWritesTheWhole(int days) {
    for (int run = 0; run < 50; run++) {
      List<List<DayTotal>> totals = new ArrayList<>();
      for (int i = 0; i < days; i++) {
        totals.add(day(LocalDate.EPOCH.plusDays(2L * i)));
      }
      TotalsBody body = TotalsBody.json(Optional.of(Classification.CONTENT));
      Buffer written = Buffer.buffer();
      int from = 0;
      do {
        int to = Math.min(days, from + 1 + random.nextInt(10));
        TotalsPage page = page(totals, from, to);
        written.appendBuffer(from == 0 ? body.start(page) : body.goOn(page));
        from = to;
      } while (from < days);
      assertEquals(byTheLibrary(totals), written.toString());
    }
  }

  private static TotalsPage page(List<List<DayTotal>> days, int from, int to) {
    Optional<LocalDate> next =
        to == days.size() ? Optional.empty() : Optional.of(days.get(to).get(0).day());
    return new TotalsPage(days.subList(from, to).stream().flatMap(List::stream).toList(), next);
  }

  private List<DayTotal> day(LocalDate day) {
    List<DayTotal> totals = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      totals.add(new DayTotal(day, name(), random.nextLong(1, Long.MAX_VALUE)));
    }
    return totals;
  }

  private String name() {
    String[] odd = {"", "\"", "\\", "\n", "\u0001", "\u2028", "\u00e9", "\ud83d\ude00", "/"};
    return "example" + odd[random.nextInt(odd.length)] + ".com";
  }

  private static String byTheLibrary(List<List<DayTotal>> days) {
    JsonArray result = new JsonArray();
    for (List<DayTotal> day : days) {
      JsonArray stats = new JsonArray();
      day.forEach(
          total ->
              stats.add(new JsonObject().put("domain", total.name()).put("count", total.count())));
      result.add(new JsonObject().put("date", day.get(0).day().toString()).put("stats", stats));
    }
    return new JsonObject().put("result", result).encode();
  }
}
