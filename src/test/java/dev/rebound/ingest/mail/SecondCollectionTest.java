package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails that were written from what is known of mail systems, by somebody who had not seen the
 * reader. Beside each stand the addresses and statuses it has to come to, or {@code no event}.
 */
class SecondCollectionTest {
  private static final Path COLLECTION = MailReading.SAMPLES.resolve("second");
  private static final Pattern EVENT = Pattern.compile("(?m)^(?:bounce|blocked) (.+?@\\S+ \\S+) ");

  static List<String> mails() {
    return MailReading.names(COLLECTION);
  }

  @ParameterizedTest
  @MethodSource("mails")
  void aMailComesToTheRecipientsAndStatusesItTells(String name) {
    assertEquals(expected(name), events(MailReading.message(mail(name))));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void whatEndsALineMakesNoDifference(String name) {
    String mail = new String(mail(name), StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
    byte[] asSent = mail.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(expected(name), events(MailReading.message(asSent)));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void aMailThatSomebodyQuotesIsNoBounce(String name) {
    // Somebody writes about the mail: nothing in it is about mail of our own.
    String header = "From: Ann <ann@example.com>\nSubject: please have a look\n\n> ";
    String mail = new String(mail(name), StandardCharsets.ISO_8859_1).replace("\n", "\n> ");
    byte[] quoted = (header + mail).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("no event\n", events(MailReading.message(quoted)));
  }

  private static byte[] mail(String name) {
    return MailReading.read(COLLECTION.resolve(name + ".eml"));
  }

  private static String expected(String name) {
    byte[] expected = MailReading.read(COLLECTION.resolve(name + ".txt"));
    return new String(expected, StandardCharsets.UTF_8);
  }

  /** Address and status of each event; reasons and times are the subject of other tests. */
  private static String events(String lines) {
    String events =
        EVENT
            .matcher(lines)
            .results()
            .map(event -> event.group(1) + "\n")
            .collect(Collectors.joining());
    return events.isEmpty() ? "no event\n" : events;
  }
}
