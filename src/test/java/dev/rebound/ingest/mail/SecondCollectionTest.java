package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads mails that somebody wrote from knowledge of mail systems, without having seen the reader.
 * The file beside a mail holds the expected addresses and statuses, or {@code no event}.
 */
class SecondCollectionTest {
  private static final Path COLLECTION = MailReading.SAMPLES.resolve("second");
  private static final int VARIANTS = 5;
  private static final Pattern EVENT = Pattern.compile("(?m)^(?:bounce|blocked) (.+?@\\S+ \\S+) ");

  static List<String> mails() {
    return MailReading.names(COLLECTION);
  }

  /** Returns a fifth of the mails, for tests that change them. */
  static List<String> someMails() {
    List<String> mails = mails();
    return IntStream.range(0, mails.size())
        .filter(i -> i % VARIANTS == 0)
        .mapToObj(mails::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void aMailHasTheExpectedRecipientsAndStatuses(String name) {
    assertEquals(expected(name), events(MailReading.message(mail(name))));
  }

  @ParameterizedTest
  @MethodSource("someMails")
  void lineEndsMakeNoDifference(String name) {
    String mail = new String(mail(name), StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
    byte[] asSent = mail.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(expected(name), events(MailReading.message(asSent)));
  }

  @ParameterizedTest
  @MethodSource("someMails")
  void aQuotedBounceIsNotABounce(String name) {
    // A person quotes the bounce: none of our mail failed.
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
