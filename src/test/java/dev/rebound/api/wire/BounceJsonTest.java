package dev.rebound.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
