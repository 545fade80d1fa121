package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/bounces.get.xml}: the same rows in another form (contract, 4.2). */
class V2GetXmlContractTest {
  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @Test
  void rowsAreIndentedByThreeBlanksALevel() {
    api.ingest(
        bounced("2009-06-10 12:40:30", "b@x.org").because("550 5.1.1 unknown", "5.1.1"),
        bounced("2009-08-01 10:16:30", "a@x.org").because("", ""));
    assertEquals(
        """
        <bounces>
           <bounce>
              <email>b@x.org</email>
              <status>5.1.1</status>
              <reason>550 5.1.1 unknown</reason>
              <created>2009-06-10 12:40:30</created>
           </bounce>
           <bounce>
              <email>a@x.org</email>
              <status></status>
              <reason></reason>
              <created>2009-08-01 10:16:30</created>
           </bounce>
        </bounces>""",
        v2.found("get.xml", "date", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "2", "true"})
  void withoutDateOneTheTimeStaysEmpty(String date) {
    api.ingest(bounced("2009-06-10 12:40:30", "a@x.org").because("550 not found", "5.1.1"));
    String body =
        "<bounces>\n   <bounce>\n      <email>a@x.org</email>\n      <status>5.1.1</status>\n"
            + "      <reason>550 not found</reason>\n      <created></created>\n   </bounce>\n</bounces>";
    assertEquals(body, v2.found("get.xml"));
    assertEquals(body, v2.found("get.xml", "date", date));
  }

  @Test
  void anEmptyListIsAnEmptyElement() {
    HttpResponse<String> response = v2.get("get.xml", "date", "1");
    assertEquals(200, response.statusCode());
    assertEquals("<bounces>\n</bounces>", response.body());
    assertEquals(List.of("application/xml"), response.headers().allValues("Content-Type"));
  }

  @Test
  void whatIsMarkupIsEscapedAndTheRestIsRaw() {
    String reason = "<a@x.org>: \"Relay\" & 'access' \u00e9 \u20ac \ud83d\ude00 \u2028\u0085 ";
    String raw = reason.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    api.ingest(BounceRow.at(1, "a&b@x.org").because(reason, "5"));
    assertEquals(
        "<bounces>\n   <bounce>\n      <email>a&amp;b@x.org</email>\n      <status>5</status>\n      <reason>"
            + raw
            + "</reason>\n      <created></created>\n   </bounce>\n</bounces>",
        v2.found("get.xml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " blanks  on\tall\nsides ",
        "<![CDATA[ & ]]>",
        "]]>",
        "<!-- --> <?xml?> &amp; &#65; %entity; <!DOCTYPE a>",
        "\u0085 \u2028 \ufeff \ufffd \ud83d\ude00 \u007f",
      })
  void anyTextOfAReasonAndAStatusReadsBack(String text) {
    api.ingest(BounceRow.at(1, "a@x.org").because(text, text));
    String xml = v2.found("get.xml");
    assertEquals(List.of(text), V2Body.texts(xml, "reason"));
    assertEquals(List.of(text), V2Body.texts(xml, "status"));
    assertFalse(xml.contains("]]>"), xml);
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    StringBuilder told = new StringBuilder();
    StringBuilder read = new StringBuilder();
    for (char c = 1; c < ' '; c++) {
      if (c != '\r') {
        told.append(c);
        read.append(c == '\t' || c == '\n' ? c : '\ufffd');
      }
    }
    told.append("\ufffe\uffff.");
    read.append("\ufffd\ufffd.");
    api.ingest(BounceRow.at(1, "a@x.org").because(told.toString(), "\u0007"));
    String xml = v2.found("get.xml");
    assertEquals(List.of(read.toString()), V2Body.texts(xml, "reason"));
    assertEquals(List.of("\ufffd"), V2Body.texts(xml, "status"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"550-one\r\n550 two\r\n", "\r", "a\rb\r\rc"})
  void aCarriageReturnReadsBackOrIsReplaced(String text) {
    api.ingest(BounceRow.at(1, "a@x.org").because(text, "5"));
    String xml = v2.found("get.xml");
    assertFalse(xml.contains("\r"), "a reader would make a line break of it");
    String read = V2Body.texts(xml, "reason").get(0);
    String anyForCarriageReturn = "\\Q" + text.replace("\r", "\\E(?s:.?)\\Q") + "\\E";
    assertTrue(read.matches(anyForCarriageReturn), read);
  }

  @Test
  void aCharacterOfFourBytesIsRawWhereverItStands() {
    String smiles = "\ud83d\ude00".repeat(2000);
    api.ingest(
        BounceRow.at(1, "even@x.org").because(smiles, ""),
        BounceRow.at(2, "odd@x.org").because("5" + smiles, ""));
    String xml = v2.found("get.xml");
    assertEquals(List.of(smiles, "5" + smiles), V2Body.texts(xml, "reason"));
    assertFalse(xml.contains("&#"), "a character reference");
  }

  @Test
  void bothFormsHoldTheSameRowsInTheSameOrder() {
    api.ingest(
        bounced("2026-02-28 12:00:00", "c@x.org").because("", "4.0.0"),
        bounced("2026-02-28 12:00:00", "b@x.org").because("", "5.1.1"),
        bounced("2026-02-27 12:00:00", "d@x.org").because("", "5.1.1"),
        bounced("2026-03-01 12:00:00", "a@x.org").because("", "421"));
    String[][] calls = {
      {},
      {"limit", "2", "offset", "1"},
      {"days", "2"},
      {"start_date", "2026-02-27", "end_date", "2026-02-28"},
      {"type", "soft"},
      {"email", "B@x.org"},
      {"email", "nobody@x.org"},
    };
    for (String[] parameters : calls) {
      assertEquals(v2.emails(parameters), V2Body.texts(v2.found("get.xml", parameters), "email"));
    }
    assertEquals(
        List.of("d@x.org", "b@x.org", "c@x.org", "a@x.org"),
        V2Body.texts(v2.found("get.xml"), "email"));
  }
}
