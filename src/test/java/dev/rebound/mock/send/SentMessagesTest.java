package dev.rebound.mock.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SentMessagesTest {
  private static SentMessage message(int number, int bytes) {
    Mail.Envelope envelope =
        new Mail.Envelope(
            List.of(new EmailAddress("a@example.com")), "Hello", Map.of(), Optional.empty());
    Mail mail = new Mail(List.of(envelope), List.of(), OptionalLong.empty(), false, false);
    Account root = new Account(1, Account.ROOT, Optional.empty(), Optional.empty());
    return new SentMessage(new Sending("id" + number, root, Instant.EPOCH, mail), new byte[bytes]);
  }

  private static List<String> kept(SentMessages messages) {
    return messages.all().stream().map(message -> message.sending().id()).toList();
  }

  @Test
  void theOldestAreForgottenOverTheNumber() {
    SentMessages messages = new SentMessages(new SentMessages.Limits(2, 1_000_000));
    for (int i = 0; i < 5; i++) {
      messages.add(message(i, 10));
    }
    assertEquals(List.of("id3", "id4"), kept(messages));
  }

  @Test
  void theOldestAreForgottenOverTheBytes() {
    SentMessages messages = new SentMessages(new SentMessages.Limits(100, 10_000));
    for (int i = 0; i < 5; i++) {
      messages.add(message(i, 3_000));
    }
    assertEquals(List.of("id3", "id4"), kept(messages));
    messages.add(message(5, 20_000));
    assertEquals(List.of(), kept(messages));
    messages.add(message(6, 3_000));
    assertEquals(List.of("id6"), kept(messages));
  }
}
