package dev.rebound.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The class of a reply is computed once. It must hold for each text that the reply becomes. */
class SmtpRepliesTest {
  private static final Map<String, SmtpReplies> ALL = SmtpReplies.readAll();
  // The profile drill sets 100.
  private static final int SAMPLES = Integer.getInteger("rebound.test.samples", 10);

  static Stream<SmtpReplies.Reply> replies() {
    return ALL.values().stream().flatMap(replies -> replies.all().stream());
  }

  @ParameterizedTest
  @MethodSource("replies")
  void theClassOfAReplyDoesNotDependOnItsPlaceholders(SmtpReplies.Reply reply) {
    Recipients recipients = new Recipients(9, 1_000_000);
    for (int i = 0; i < SAMPLES; i++) {
      EmailAddress email = recipients.get(i).email();
      String text = reply.text(email, new SeededRandom(9, i));
      assertEquals(reply.verdict(), Classifier.standard().classify(text, reply.status()), text);
      assertEquals(reply.type(), FailureType.of(reply.verdict(), text, reply.status()), text);
      assertFalse(text.contains("{") || text.contains("}"), text);
      assertTrue(text.length() < BounceEvent.MAX_REASON_BYTES / 8);
    }
  }

  @Test
  void anUnknownPlaceholderIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SmtpReplies.Reply.of(1, "5.1.1", "550 {nothing} here", Classifier.standard()));
  }

  @Test
  void everyDomainHasReplies() {
    RecipientDomains domains = new RecipientDomains(1 << 20);
    for (int domain = 0; domain < domains.count(); domain++) {
      assertFalse(domains.replies(domain).all().isEmpty(), domains.name(domain));
    }
    assertEquals(
        BounceType.BOUNCE,
        domains.replies(0).pick(BounceType.BOUNCE, new SeededRandom(1, 1)).type());
  }
}
