package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          550 5.1.1 <a@example.com>: User  Unknown        | @ user unknown
          smtp; 550-5.7.1 Relaying denied                 | relaying denied
          550-5.1.1 does not\\n550-5.1.1 exist            | does not exist
          (#5.1.1) Sorry_no_mailbox_here                  | sorry no mailbox here
          mailbox is full. Try later                      | mailbox is full . try later
          Mailbox full.Please wait                        | mailbox full . please wait
          <a@b.example>... User unknown                   | @ user unknown
          doesn’t “exist”                                 | doesn t exist
          Empfänger unbekannt, Größe, École, Łódź         | empfanger unbekannt grose ecole lodz
          Boi\u0302te aux lettres                         | boite aux lettres
          Ваш почтовый ящик переполнен, ещё               | ваш почтовыи ящик переполнен еще
          用户不存在。邮箱                                | 用户不存在 . 邮箱
          ＵＳＥＲ　ｕｎｋｎｏｗｎ                        | user unknown
          [198.51.100.7] blocked, [2001:db8::1] too       | % blocked % too
          host mx.example.com said: no                    | host ~ said no
          user-unknown+x@spam.example is fine             | @ is fine
          see https://example.com/blocked?p=spam for more | see ~ for more
          www.example.com/user-unknown                    | ~
          E-Mail-Adresse, e_mail address, e-mail          | email adresse email address email
          name=example.com type=MX                        | name ~ type mx
          `"550" 'x' 554-y 250 ok`                        | x y 250 ok
          ''                                              | ''
          """)
  void reducesAReasonToItsWords(String reason, String words) {
    String plain = PlainText.of(reason.replace("\\n", "\n")).toString();
    assertEquals(
        "^ " + (words + " $").replace("'' $", "$"), plain.substring(0, plain.indexOf('$') + 1));
  }

  @Test
  void keepsNamesForTheRulesThatSearchThem() {
    String plain = PlainText.of("see https://www.SPAMHAUS.org/query").toString();
    assertTrue(plain.contains(PlainText.link("spamhaus.org")));
    assertTrue(!plain.contains("spamhaus"));
  }
}
