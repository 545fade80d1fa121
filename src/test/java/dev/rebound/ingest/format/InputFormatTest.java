package dev.rebound.ingest.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFormatTest {

  @ParameterizedTest
  @CsvSource({
    "list.json, JSON",
    "list.NDJSON, NDJSON",
    "list.jsonl, NDJSON",
    "bounces.2026.csv, CSV",
    "bounces.tsv, CSV",
    "returned.eml, MAIL",
    "inbox.mbox, MBOX",
    "bounces.txt,",
    "csv,",
    "'1770000000.M1P2.host,S=5:2,S',"
  })
  void theFormatIsDetectedByTheFileName(String name, InputFormat expected) {
    assertEquals(Optional.ofNullable(expected), InputFormat.ofName(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | NDJSON",
        "~ \n ~ | NDJSON",
        "~\n {\"email\":~ | JSON",
        "[ | JSON",
        "email,created | CSV",
        "address;code;error | CSV",
        "~email\tcreated~ | CSV",
        "~type,timeLogged,orig~ | CSV",
        "~From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n~ | MBOX",
        "~Return-Path: <>\nDate: today\n~ | MAIL",
        "~Return-Path:<>\nDate:today\n~ | MAIL",
        "~https://x.org/a;b~ | CSV",
        "~X-Failed-Recipients: a@x.org, b@x.org\n~ | MAIL",
        "~\ufeff{\"email\":~ | JSON",
        "~\ufeffemail,created~ | CSV",
        "~a@x.org\nb@x.org~ | CSV",
        "~Nov  1 09:00:00 mx postfix/smtpd[1]: connect from x~ | POSTFIX",
        "~2026-03-01 09:00:00 1wA2bC-0001Df-2H Completed~ | EXIM",
        "~Nov  1 09:00:00 mx imapd[1]: a=b, c\n"
            + "Nov  1 09:00:01 mx sm-mta[2]: A1: to=<a@x.org>~ | SENDMAIL",
        "~@4000000069a4001a12345678 status: local 0/10\n"
            + "@4000000069a4001a12345678 starting delivery 1: msg 7 to remote a@x.org~ | QMAIL",
        "~info Sender/default/8 15a.001 ACCEPTED from=a@x.org~ | ZONEMTA",
        "~b,1767312005,1767312001,a@x.org,b@x.org,,failed,5.1.1,~ | CSV",
        "~#Software: Microsoft Exchange Server\n#Fields: a,b~ | CSV",
        "~no format at all~ |"
      })
  void theFormatIsDetectedByTheContent(String text, InputFormat expected) {
    byte[] head = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.ofNullable(expected), InputFormat.ofContent(head));
  }
}
