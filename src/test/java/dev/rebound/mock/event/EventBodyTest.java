package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.SigningKey;
import dev.rebound.support.SignatureVector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBodyTest {

  // Of the other two vectors, one is not an array and one has keys in another order.
  @ParameterizedTest
  @ValueSource(strings = {"2020-09-14.json", "2021-04-28.json"})
  void aPublishedDeliveryIsWrittenAgainByteForByteWhateverTheOrderOfItsKeys(String name) {
    SignatureVector vector = SignatureVector.of(name);
    String published = new String(vector.body(), StandardCharsets.UTF_8);
    List<JsonObject> events = new ArrayList<>();
    new JsonArray(published).forEach(event -> events.add(reversed((JsonObject) event)));
    byte[] written = EventBody.of(events);
    assertEquals(published, new String(written, StandardCharsets.UTF_8));
    assertTrue(
        SigningKey.parse(vector.publicKey())
            .orElseThrow()
            .signed(
                Base64.getDecoder().decode(vector.signature()),
                vector.timestamp().getBytes(StandardCharsets.US_ASCII),
                written));
  }

  private static JsonObject reversed(JsonObject event) {
    List<String> names = new ArrayList<>(event.fieldNames());
    Collections.reverse(names);
    JsonObject reversed = new JsonObject();
    names.forEach(name -> reversed.put(name, event.getValue(name)));
    return reversed;
  }

  @Test
  void nestedKeysAreSortedAndTextIsUtf8() {
    JsonObject event =
        new JsonObject(
            "{\"z\":{\"b\":1,\"a\":[{\"d\":0.5,\"c\":null}]},\"é\":\"<\\\"\\n\u20ac>\"}");
    assertEquals(
        "[{\"z\":{\"a\":[{\"c\":null,\"d\":0.5}],\"b\":1},\"é\":\"<\\\"\\n\u20ac>\"}]\r\n",
        new String(EventBody.of(List.of(event)), StandardCharsets.UTF_8));
  }

  @Test
  void noEventsAreAnEmptyArray() {
    assertEquals("[]\r\n", new String(EventBody.of(List.of()), StandardCharsets.US_ASCII));
  }
}
