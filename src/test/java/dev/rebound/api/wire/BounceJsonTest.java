package dev.rebound.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceJsonTest {
  private final Random random = new Random(20_261_122);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 500})
  void rowsAreWrittenAsTheLibraryWritesThem(int size) {
    List<Bounce> bounces = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      bounces.add(new Bounce(random.nextLong(1L << 34), text(), text(), text()));
    }
    assertEquals(byTheLibrary(bounces), BounceJson.of(bounces).toString());
  }

  /** Columns are split where the database joined them, unless a field contains the separator. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 500})
  void columnsAreWrittenAsTheirRows(int size) {
    for (int i = 0; i < 200 / size + 1; i++) {
      List<Bounce> bounces = new ArrayList<>();
      for (int row = 0; row < size; row++) {
        String reason = random.nextInt(10) == 0 ? text().repeat(30) : text();
        bounces.add(new Bounce(random.nextLong(1L << 34), text(), reason, text()));
      }
      assertEquals(
          bounces.stream().anyMatch(row -> row.toString().indexOf(BounceColumns.SEPARATOR) >= 0),
          columns(bounces).isEmpty());
      List<Bounce> clean = bounces.stream().map(BounceJsonTest::withoutSeparator).toList();
      List<Bounce> columns = columns(clean).orElseThrow();
      assertEquals(clean, columns);
      assertEquals(byTheLibrary(clean), BounceJson.of(columns).toString());
    }
  }

  private static Optional<BounceColumns> columns(List<Bounce> bounces) {
    return BounceColumns.split(
        bounces.size(),
        column(bounces, bounce -> Long.toString(bounce.created())),
        column(bounces, Bounce::email),
        column(bounces, Bounce::reason),
        column(bounces, Bounce::status));
  }

  private static String column(List<Bounce> bounces, Function<Bounce, String> field) {
    return bounces.stream()
        .map(field)
        .collect(Collectors.joining(String.valueOf(BounceColumns.SEPARATOR)));
  }

  private static Bounce withoutSeparator(Bounce bounce) {
    return new Bounce(
        bounce.created(),
        bounce.email().replace(BounceColumns.SEPARATOR, '\n'),
        bounce.reason().replace(BounceColumns.SEPARATOR, '\n'),
        bounce.status().replace(BounceColumns.SEPARATOR, '\n'));
  }

  /** Every character at every place of a word of eight bytes, and behind one. */
  @Test
  void eachCharacterIsWrittenAsTheLibraryWritesItWhereverItStands() {
    for (int character = 0; character < 0x250; character++) {
      for (int place = 0; place < 18; place++) {
        String text = "x".repeat(place) + (char) character + "y".repeat(17 - place);
        List<Bounce> one = List.of(new Bounce(0, "", text, ""));
        assertEquals(byTheLibrary(one), BounceJson.of(one).toString());
      }
    }
  }

  // Short and long, mostly plain, with whatever must be escaped or takes more than one byte.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.appendCodePoint(random.nextInt(20) == 0 ? odd() : ' ' + random.nextInt(95));
    }
    return text.toString();
  }

  private int odd() {
    int[] odd = {random.nextInt(' '), '"', '\\', 0x7f, 0xe9, 0x20ac, 0x2028, 0xfffd, 0x1f600};
    return odd[random.nextInt(odd.length)];
  }

  private static String byTheLibrary(List<Bounce> bounces) {
    return JsonBody.of(
            json -> {
              json.writeStartArray();
              for (Bounce bounce : bounces) {
                json.writeStartObject();
                json.writeNumberField("created", bounce.created());
                json.writeStringField("email", bounce.email());
                json.writeStringField("reason", bounce.reason());
                json.writeStringField("status", bounce.status());
                json.writeEndObject();
              }
              json.writeEndArray();
            })
        .toString();
  }
}
