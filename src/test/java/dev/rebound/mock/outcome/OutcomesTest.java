package dev.rebound.mock.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.seed.SeededReplies;
import dev.rebound.seed.SeededReplies.Chosen;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
  private static final EmailAddress ANN = new EmailAddress("ann@example.com");

  private final Outcomes outcomes = new Outcomes();

  private void rules(String rules) {
    outcomes.replace(OutcomeRuleReader.read(new JsonArray(rules)));
  }

  private String kind(String email) {
    return outcomes.decide(new EmailAddress(email), "root").events().get(0).kind();
  }

  @Test
  void withoutARuleOrATagAMessageIsDelivered() {
    assertEquals(Outcome.DELIVERY, outcomes.decide(ANN, "root"));
  }

  @Test
  void theFirstRuleThatAffectsARecipientWins() {
    rules(
        """
        [{"to":"Ann@example.com","outcome":"bounce","count":1},
         {"to":"ann@%","outcome":"blocked","account":"shop"},
         {"to":"%@example.com","outcome":["deferred","delivered"],"delay":"PT5M"}]
        """);
    assertEquals("bounce", kind("ann@example.com"));
    assertEquals("deferred", kind("ann@example.com"));
    assertEquals("blocked", outcomes.decide(ANN, "shop").events().get(0).kind());
    assertEquals("delivered", kind("ann@example.org"));
    Outcome last = outcomes.decide(ANN, "root");
    assertEquals(
        List.of("deferred", "delivered"), last.events().stream().map(Outcome.Event::kind).toList());
    assertEquals(Duration.ofMinutes(5), last.delay());
  }

  @Test
  void aShareIsTheSameForTheSameSeed() {
    String rule = "[{\"outcome\":\"bounce\",\"share\":0.3,\"seed\":7}]";
    rules(rule);
    List<String> first = IntStream.range(0, 500).mapToObj(i -> kind(i + "@example.com")).toList();
    rules(rule);
    List<String> again = IntStream.range(0, 500).mapToObj(i -> kind(i + "@example.com")).toList();
    assertEquals(first, again);
    long bounces = first.stream().filter("bounce"::equals).count();
    assertTrue(bounces > 100 && bounces < 200, "bounces: " + bounces);
  }

  @Test
  void aReplyGivenByHandIsThatOfTheLastEvent() {
    rules("[{\"outcome\":[\"deferred\",\"bounce\",\"open\"],\"reply\":\"550 5.1.1 No\"}]");
    assertEquals(
        List.of(Optional.empty(), Optional.of(new Chosen("550 5.1.1 No", "")), Optional.empty()),
        outcomes.decide(ANN, "root").events().stream().map(Outcome.Event::reply).toList());
  }

  @Test
  void aReplyOfAClassIsClassifiedAsThat() {
    Classifier classifier = Classifier.standard();
    SeededReplies replies = new SeededReplies();
    for (Classification wanted : Classification.values()) {
      for (int seed = 0; seed < 20; seed++) {
        Chosen chosen = replies.ofClass(wanted, SeededReplies.Use.BOUNCE, ANN, seed).orElseThrow();
        assertEquals(wanted, classifier.classify(chosen.text(), chosen.status()).classification());
        assertEquals(
            Optional.of(chosen), replies.ofClass(wanted, SeededReplies.Use.BOUNCE, ANN, seed));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bounce+5.1.1@anything.example.com, bounce, 5.1.1",
    "blocked+4.7.1@example.org, blocked, 4.7.1",
    "bounce+599@example.org, bounce, 599",
    "bounce+5.9.9@example.org, bounce, 5.9.9",
    "deferred+4.2.1@example.org, deferred, 4.2.1",
    "full@bounce.example, bounce, 5.2.2",
    "full+7@blocked.example, blocked, 5.2.2",
    "ann@bounce.example, bounce,",
    "ann@deferred.example, deferred,",
    "spam@dropped.example, dropped,",
    "bounce+ann=example.org@example.com, delivered,",
    "bounce@example.com, delivered,",
    "ann@mail.bounce.example, delivered,",
  })
  void anAddressDecidesItsOutcome(String email, String kind, String code) {
    Outcome outcome = outcomes.decide(new EmailAddress(email), "root");
    Outcome.Event event = outcome.events().get(0);
    assertEquals(kind, event.kind());
    assertEquals(Optional.ofNullable(code), event.reply().map(Chosen::status));
    assertEquals(outcome, outcomes.decide(new EmailAddress(email), "root"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                | rules[0].outcome is required
          {"outcome":"lost"}                                | rules[0].outcome must be one or more of delivered, bounce,
          {"outcome":"bounce","share":2}                    | rules[0].share must be a number from 0 to 1
          {"outcome":"bounce","delay":"-PT1S"}              | rules[0].delay must be from PT0S to P30D
          {"outcome":"bounce","class":"Nonsense"}           | rules[0].class must be a class
          {"outcome":"delivered","class":"Content"}         | rules[0].class is for bounce, blocked and deferred
          {"outcome":"bounce","class":"Content","reply":"x"} | rules[0].class is for bounce
          {"outcome":"bounce","to":""}                      | rules[0].to must have 1 to 1000 characters
          {"outcome":"bounce","status":"5.1.1"}             | rules[0].status is unknown
          """)
  void aWrongRuleIsRefusedWithTheNameOfItsField(String rule, String error) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> rules("[" + rule + "]"));
    assertTrue(refused.getMessage().startsWith(error), refused.getMessage());
  }
}
