package dev.rebound.contract.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hard and soft, which the status alone tells apart (contract, 4.5 and chapter 9, row 26). */
class V2TypeContractTest {
  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @ParameterizedTest
  @CsvSource({
    "4.0.0, soft",
    "4.2.2, soft",
    "421, soft",
    "4, soft",
    "'4.4.1 (timed out)', soft",
    "'', hard",
    "550, hard",
    "5.1.1, hard",
    "5.4.0, hard",
    "5, hard",
    "2.0.0, hard",
    "' 4.0.0', hard",
    "-4, hard",
    "error 421, hard",
    "\u0664.0.0, hard",
  })
  void aStatusIsSoftWhenItBeginsWithAFour(String status, String type) {
    String other = type.equals("soft") ? "hard" : "soft";
    // Neither the reply nor its class has a say.
    api.ingest(
        "{\"email\":\"a@x.org\",\"status\":\"%s\",\"reason\":\"450 4.2.0 550 5.1.1\",\"classification\":\"%s\"}"
            .formatted(status, type.equals("soft") ? "Invalid Address" : "Mailbox Unavailable"));
    assertEquals(List.of("a@x.org"), v2.emails("type", type));
    assertEquals(List.of(), v2.emails("type", other));
    assertEquals(V2Body.count(1), v2.found("count.json", "type", type));
    assertEquals(V2Body.count(0), v2.found("count.json", "type", other));
    v2.post("delete.json", "delete_all", "1", "type", other);
    assertEquals(List.of("a@x.org"), v2.emails());
    v2.post("delete.json", "delete_all", "1", "type", type);
    assertEquals(List.of(), v2.emails());
  }

  /** Several rows of every form. */
  @Nested
  class MixedList {
    private final Api api = TestService.shared().account();
    private final V2Api v2 = V2Api.of(api);

    @BeforeEach
    void fillTheList() {
      List<String> statuses = List.of("", "550", "4.0.0", "5.1.1", "421", "4");
      for (int i = 0; i < 12; i++) {
        api.ingest(BounceRow.at(i, "user%02d@x.org".formatted(i)).because("", statuses.get(i % 6)));
      }
    }

    @Test
    void everyRowIsOneOrTheOther() {
      List<String> soft = v2.emails("type", "soft");
      assertEquals(
          List.of(
              "user02@x.org",
              "user04@x.org",
              "user05@x.org",
              "user08@x.org",
              "user10@x.org",
              "user11@x.org"),
          soft);
      List<String> hard = v2.emails("type", "hard");
      assertEquals(v2.emails().stream().filter(email -> !soft.contains(email)).toList(), hard);
      assertEquals(soft, V2Body.texts(v2.found("get.xml", "type", "soft"), "email"));
      assertEquals(hard, V2Body.texts(v2.found("get.xml", "type", "hard"), "email"));
    }

    @Test
    void aPageIsCutFromWhatIsLeft() {
      assertEquals(
          List.of("user04@x.org", "user05@x.org", "user08@x.org"),
          v2.emails("type", "soft", "limit", "3", "offset", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hard", "soft"})
    void deletingOneLeavesTheOther(String type) {
      List<String> left = v2.emails("type", type.equals("hard") ? "soft" : "hard");
      assertEquals(
          V2Body.message("success"), v2.found("delete.json", "delete_all", "1", "type", type));
      assertEquals(left, v2.emails());
    }
  }

  @Test
  void theNewestStatusOfAnAddressDecides() {
    api.ingest(BounceRow.at(1, "a@x.org").because("", "4.0.0"));
    assertEquals(List.of("a@x.org"), v2.emails("type", "soft"));
    api.ingest(BounceRow.at(2, "a@x.org").because("", "5.1.1"));
    assertEquals(List.of(), v2.emails("type", "soft"));
    assertEquals(List.of("a@x.org"), v2.emails("type", "hard"));
  }
}
