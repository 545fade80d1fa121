package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.EmailAddress;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          rfc822; a@x.org              | rfc822; b@x.org    | a@x.org
          rfc822;<A@X.org>             | rfc822; b@x.org    | a@x.org
          ~~                           | rfc822; b@x.org    | b@x.org
          rfc822;                      | rfc822; b@x.org    | b@x.org
          rfc822; unknown              | RFC822;<b@x.org>   | b@x.org
          x400; /S=a/DDA.SMTP=a@x.org/ | rfc822; b@x.org    | b@x.org
          rfc822; a+2Bb@x.org          | rfc822; c@x.org    | a+b@x.org
          rfc822; a+2Bb@x.org          | rfc822; a+2Bb@x.org | a+2bb@x.org
          rfc822; a+41@x.org           | rfc822; c@x.org    | a+41@x.org
          utf-8; gr\\x{FC}n@x.org      | rfc822; b@x.org    | gr\u00fcn@x.org
          utf-8; \\x{FFFFFFF}@x.org    | rfc822; b@x.org    | \\x{fffffff}@x.org
          utf-8; gr\u00fcn@b\u00fccher.de | ~~              | gr\u00fcn@b\u00fccher.de
          ~~                           | b@x.org            | b@x.org
          ~~                           | rfc822; b@localhost | b@localhost
          ~~                           | rfc822; @relay:b@x.org | b@x.org
          ~~                           | rfc822; "b c"@x.org | "b c"@x.org
          ~~                           | rfc822; B <b@x.org> | b@x.org
          ~~                           | rfc822; "C, B" <b@x.org> | b@x.org
          ~~                           | rfc822; "C, B" b@x.org | b@x.org
          ~~                           | rfc822; b@x.org (gone) | b@x.org
          ~~                           | LOTUS; b@x.org     | b@x.org
          ~~                           | rfc822; b          |
          rfc822; rfc822; a@x.org      | rfc822; b@x.org    | a@x.org
          rfc822;RFC822 ;<a@x.org>     | rfc822; b@x.org    | a@x.org
          ~~                           | rfc822;smtp;utf-8; b@x.org | b@x.org
          ~~                           | rfc822; rfc822:b@x.org | b@x.org
          ~~                           | rfc822; smtp:<mailto:b@x.org> | b@x.org
          ~~                           | rfc822; [b@x.org]  | b@x.org
          ~~                           | rfc822; "C B" <"b c" d@x.org> | d@x.org
          ~~                           | rfc822; a b c      |
          ~~                           | rfc822; a@b c;d    |
          ~~                           | rfc822; b@c@x.org  |
          """)
  void theAddressThatTheMailWasSentToIsRead(String original, String last, String expected) {
    HeaderFields report = new HeaderFields();
    if (!original.isEmpty()) {
      report.add("original-recipient", original);
    }
    report.add("final-recipient", last);
    assertEquals(expected, Recipient.of(report, Set.of()).map(EmailAddress::text).orElse(null));
  }
}
