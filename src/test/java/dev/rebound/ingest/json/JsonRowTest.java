package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowTest {
  private static final String NO_TIME = "must be Unix seconds from 0 to 253402300799";
  private static final String NO_EMAIL = "must be an email address of at most 320 characters";
  private static final String NO_STATUS = "must be a string of at most 64 characters";
  private static final String NO_TYPE = "must be bounce or blocked";
  private static final String NO_CLASS = "must be one of SendGrid's seven classes";

  @Test
  void everyFieldIsRead() {
    BounceEvent event =
        event(
            """
            {"email": " Ann@Example.com", "created": 1443651125, "type": "blocked",
             "reason": "550 5.1.1 \\u00fcnknown \\ud83d\\ude00", "status": "5.1.1",
             "classification": "invalid address"}\
            """);
    EmailAddress email = new EmailAddress("ann@example.com");
    assertEquals(
        new BounceEvent(
            email,
            1_443_651_125,
            BounceType.BLOCKED,
            "550 5.1.1 \u00fcnknown \ud83d\ude00",
            "5.1.1",
            Verdict.given(Classification.INVALID_ADDRESS)),
        event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'email':'a@b.c'}",
        "{'email':'a@b.c','created':null,'reason':null,'status':null,'type':null,'classification':null}",
        "{'x':{'email':[1,{'y':'}'}]},'email':'a@b.c','Email':7,'z':[[]]}",
        "{'email':'a@b.c','created':null}",
      })
  void missingNullAndUnknownFieldsAreIgnored(String row) {
    EmailAddress email = new EmailAddress("a@b.c");
    assertEquals(
        new BounceEvent(email, Reading.NOW, BounceType.BOUNCE, "", "", Verdict.NONE),
        event(quoted(row)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0, 0", "253402300799, 253402300799"})
  void createdMayBeAnyStorableSecond(String created, long expected) {
    assertEquals(expected, event("{\"email\":\"a@b.c\",\"created\":" + created + "}").occurredAt());
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        arguments("{}", "email", "is required"),
        arguments("{'email':null}", "email", "is required"),
        arguments("{'email':1}", "email", "must be a string"),
        arguments("{'email':['a@b.c']}", "email", "must be a string"),
        arguments("{'email':''}", "email", NO_EMAIL),
        arguments("{'email':'nobody'}", "email", NO_EMAIL),
        arguments("{'email':'a\\u0000@b.c'}", "email", NO_EMAIL),
        arguments("{'email':'a\\ud800@b.c'}", "email", NO_EMAIL),
        arguments("{'email':'" + "a".repeat(317) + "@b.c'}", "email", NO_EMAIL),
        arguments("{'email':1,'created':-1,'type':0}", "email", "must be a string"),
        arguments("{'email':'a@b.c','created':-1}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':253402300800}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':1.0}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':1e3}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':'1'}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':true}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':{}}", "created", NO_TIME),
        arguments("{'email':'a@b.c','created':" + "9".repeat(60_000) + "}", "created", NO_TIME),
        arguments("{'email':'a@b.c','type':'Bounce'}", "type", NO_TYPE),
        arguments("{'email':'a@b.c','type':''}", "type", NO_TYPE),
        arguments("{'email':'a@b.c','type':false}", "type", NO_TYPE),
        arguments("{'email':'a@b.c','reason':550}", "reason", "must be a string"),
        arguments("{'email':'a@b.c','reason':{'text':'x'}}", "reason", "must be a string"),
        arguments("{'email':'a@b.c','status':5}", "status", NO_STATUS),
        arguments("{'email':'a@b.c','status':'" + "5".repeat(65) + "'}", "status", NO_STATUS),
        arguments("{'email':'a@b.c','classification':'Bad'}", "classification", NO_CLASS),
        arguments("{'email':'a@b.c','classification':1}", "classification", NO_CLASS));
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void aWrongFieldRejectsTheRowByName(String row, String field, String message) {
    assertEquals(new RejectedRow(3, field, message), rejection(quoted(row)));
  }

  static Stream<Arguments> wrongRows() {
    return Stream.of(
        arguments("[]", "must be an object"),
        arguments("null", "must be an object"),
        arguments("'{}'", "must be an object"),
        arguments("-1.5", "must be an object"),
        arguments("{'email':'a@b.c','email':'a@b.c'}", "has a name twice"),
        arguments("{'email':'a@b.c','x':[{'y':1,'y':1}]}", "has a name twice"),
        arguments("nul", "not valid JSON"),
        arguments("{", "not valid JSON"),
        arguments("{'email':'a@b.c'", "not valid JSON"),
        arguments("{'email':'a@b.c',}", "not valid JSON"),
        arguments("{'email':'a@b.c'}}", "not valid JSON"),
        arguments("{'email':'a@b.c'} {}", "not valid JSON"),
        arguments("{'email':'a@b.c'} x", "not valid JSON"),
        arguments("{'email':'a@b.c'/**/}", "not valid JSON"),
        arguments("{email:'a@b.c'}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':NaN}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':01}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':'\\x'}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':'\\u12g4'}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':'\t'}", "not valid JSON"),
        arguments("{'email':'a@b.c','x':[1}", "not valid JSON"),
        arguments("\ufeff{'email':'a@b.c'}", "not valid JSON"),
        arguments("{'x':" + nested(100) + "}", "nested deeper than 100 levels"),
        arguments("{'x':" + nested(30_000) + "}", "nested deeper than 100 levels"),
        arguments("{'email':" + nested(100) + "}", "nested deeper than 100 levels"));
  }

  @ParameterizedTest
  @MethodSource("wrongRows")
  void aRowThatIsNotAnObjectIsRejected(String row, String message) {
    assertEquals(new RejectedRow(3, message), rejection(quoted(row)));
  }

  @Test
  void aHundredLevelsAndLongNamesAndNumbersAreAccepted() {
    event(quoted("{'email':'a@b.c','x':" + nested(99) + "}"));
    event(quoted("{'email':'a@b.c','x':" + "9".repeat(60_000) + "}"));
    event(quoted("{'email':'a@b.c','" + "x".repeat(60_000) + "':-1e" + "9".repeat(999) + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c3",
        "c328",
        "c080",
        "c1bf",
        "e08080",
        "e0809f",
        "eda080",
        "edb080",
        "eda0bdedb880",
        "f0808080",
        "f08fbfbf",
        "f4908080",
        "f5808080",
        "f8808080",
        "fe",
        "ff",
        "f09f98",
        "e282"
      })
  void brokenUtf8IsRejectedAtAllPlaces(String hex) {
    String broken = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    for (String row :
        new String[] {
          "{'email':'a@b.c','reason':'" + broken + "'}",
          "{'email':'a@b.c','" + broken + "':1}",
          "{'email':'a@b.c'}" + broken
        }) {
      byte[] bytes = quoted(row).getBytes(StandardCharsets.ISO_8859_1);
      assertEquals("#3 not valid UTF-8", Reading.line(read(bytes)));
    }
  }

  @Test
  void aZeroInAReasonIsReplaced() {
    assertEquals("a\ufffdb", event(quoted("{'email':'a@b.c','reason':'a\\u0000b'}")).reason());
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String quoted(String row) {
    return row.replace('\'', '"');
  }

  private static BounceEvent event(String row) {
    return ((Row.Event) read(row.getBytes(StandardCharsets.UTF_8))).event();
  }

  private static RejectedRow rejection(String row) {
    return ((Row.Rejected) read(row.getBytes(StandardCharsets.UTF_8))).row();
  }

  private static Row read(byte[] bytes) {
    return ParsedRow.of(JsonRows.Dialect.OWN, 3, bytes);
  }
}
