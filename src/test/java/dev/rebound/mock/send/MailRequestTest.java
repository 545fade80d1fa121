package dev.rebound.mock.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.EmailAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRequestTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String HELP =
      "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#";

  /** Returns a valid request with another member; without it where the value is absent. */
  private static MailRequest read(String member, Object value) {
    JsonObject request = valid();
    if (value == null) {
      request.remove(member);
    } else {
      request.put(member, value);
    }
    return MailRequest.read(request.toBuffer(), NOW);
  }

  private static JsonObject valid() {
    return new JsonObject(
        """
        {"personalizations":[{"to":[{"email":"a@example.com"}]}],
         "from":{"email":"from@example.com","name":"Sender"},
         "subject":"Hello", "content":[{"type":"text/plain","value":"Hi"}]}
        """);
  }

  private static JsonArray addresses(int count) {
    return new JsonArray(
        IntStream.range(0, count)
            .mapToObj(i -> new JsonObject().put("email", i + "@example.com"))
            .toList());
  }

  /** Each row has one fault; the message is SendGrid's own, or its start. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          from             |                                       | from.email | The from object must be provided for every email send. | message.from
          from             | {"name":"x"}                          | from.email | The from object must be provided | message.from
          from             | "a@example.com"                       | from | Invalid type. Expected: object, given: string. | message.from
          from             | {"email":"John Doe"}                  | from.email | The from email does not contain a valid address. | message.from
          from             | {"email":"a@b@example.com"}           | from.email | The from email does not contain a valid address. | message.from
          personalizations |                                       | personalizations | The personalizations field is required and must have at least one | -Personalizations-Errors
          personalizations | []                                    | personalizations | The personalizations field is required | -Personalizations-Errors
          personalizations | [null]                                | personalizations.0 | Invalid type. Expected: object, given: null. |
          personalizations | [{}]                                  | personalizations.0.to | The to array is required for all | message.personalizations.to
          personalizations | [{"to":[]}]                           | personalizations.0.to | The to array is required for all | message.personalizations.to
          personalizations | [{"to":["a@example.com"]}]            | personalizations.0.to.0 | Invalid type. Expected: object, given: string. | message.personalizations.to
          personalizations | [{"to":[{"email":["a@example.com"]}]}] | personalizations.0.to.0.email | Invalid type. Expected: string, given: array. | message.personalizations.to
          personalizations | [{"to":[{"email":"none"}]}]           | personalizations.0.to.0.email | Does not contain a valid address. | message.personalizations.to
          personalizations | [{"to":[{"email":"a@x.org","type":1}]}] | personalizations.0.to.0.type | Additional property type is not allowed. |
          personalizations | [{"to":[{"email":"a@x.org"}],"cc":[{"email":"A@X.org"}]}] | personalizations.0 | Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [A@X.org] in the personalizations.0.cc field. | message.recipient-errors
          personalizations | [{"to":[{"email":"a@x.org"}],"subject":""}] | personalizations.0.subject | The subject of your email must be a string at least one character in length. | message.personalizations.subject
          personalizations | [{"to":[{"email":"a@x.org"}],"send_at":1767484801}] | personalizations.0.send_at | Scheduling more than 72 hours in advance is forbidden. | message.personalizations.send_at
          personalizations | [{"to":[{"email":"a@x.org"}],"headers":{"Reply-To":"x"}}] | personalizations.0.headers | Header can not be one of the reserved keys. | message.personalizations.headers
          reply_to         | {"email":"x"}                         | reply_to.email | The reply_to email does not contain a valid address. | message.reply_to
          subject          |                                       | subject | The subject is required. You can get around this requirement | message.subject
          subject          | ""                                    | subject | The subject is required. | message.subject
          subject          | {"a":1}                               | subject | Invalid type. Expected: string, given: object. | message.subject
          content          |                                       | content | Unless a valid template_id is provided, the content parameter is required. | message.content
          content          | []                                    | content | Unless a valid template_id is provided, | message.content
          content          | {"type":"text/plain"}                 | content | Invalid type. Expected: array, given: object. | message.content
          content          | ["x"]                                 | content.0 | Invalid type. Expected: object, given: string. |
          content          | [{"type":"text/plain","value":""}]    | content.0.value | The content value must be a string at least one character in length. | message.content.value
          content          | [{"value":"x"}]                       | content.0.type | A content type is required, | message.content.type
          content          | [{"type":"text/plain;x","value":"x"}] | content.0.type | Cannot contain ';', or CRLF characters. | message.content.type
          content          | [{"type":"text/html","value":"x"},{"type":"text/plain","value":"x"}] | content | Following RFC 1341, section 7.2, | message.content.value
          attachments      | [{"content":"?","filename":"x"}]      | attachments.0.content | The attachment content must be base64 encoded. | message.attachments.content
          attachments      | [{"content":"YQ==="}]                 | attachments.0.content,attachments.0.filename | The attachment content must be base64 encoded. | message.attachments.content
          attachments      | [{"content":"YQ==","filename":"x","disposition":"up"}] | attachments.0.disposition | The disposition of your attachment can be either "inline" or "attachment". You provided up. | message.attachments.disposition
          template_id      | "75a831b9"                            | template_id | The template_id must be a valid GUID, you provided '75a831b9'. | message.template_id
          categories       | ["a","b","a"]                         | categories | The categories must be a unique list, and you have included a more than once. | message.categories
          categories       | ["\u00e9"]                            | categories.0 | Categories can not contain non-ASCII characters. | message.categories
          categories       | ["1","2","3","4","5","6","7","8","9","10","11"] | categories | There is a limit of 10 categories for each email that is sent. You provided 11 categories. | message.categories
          send_at          | "1767225600"                          | send_at | Invalid type. Expected: integer, given: string. | message.send_at
          send_at          | 1767484801                            | send_at | Scheduling more than 72 hours in advance is forbidden. | message.send_at
          asm              | {"group_id":"7"}                      | asm.group_id | The ASM group ID must be an integer. | message.asm.group_id
          mail_settings    | {"sandbox_mode":{"enable":"true"}}    | mail_settings.sandbox_mode.enable | The sandbox mode enable param should be a boolean value. | message.mail_settings.sandbox_mode.enable
          custom_args      | {"id":1}                              | | Bad Request |
          headers          | {"a b":"c"}                           | headers | Header keys cannot contain non-ASCII characters and empty spaces. | message.headers
          category         | "one"                                 | category | Additional property category is not allowed. |
          """)
  void aFaultHasSendGridsMessageFieldAndHelp(
      String member, String value, String fields, String message, String help) {
    List<MailError> errors = read(member, value == null ? null : Json.decodeValue(value)).errors();
    assertEquals(
        fields == null ? List.of(Optional.empty()) : fieldsOf(fields),
        errors.stream().map(MailError::field).toList());
    assertTrue(errors.get(0).message().startsWith(message), errors.toString());
    assertEquals(Optional.ofNullable(help).map(HELP::concat), errors.get(0).help());
  }

  private static List<Optional<String>> fieldsOf(String fields) {
    return List.of(fields.split(",")).stream().map(Optional::of).toList();
  }

  @Test
  void allFaultsAreReportedAtOnce() {
    List<MailError> errors = MailRequest.read(Buffer.buffer("{}"), NOW).errors();
    assertEquals(
        List.of("from.email", "personalizations", "subject", "content"),
        errors.stream().map(error -> error.field().orElseThrow()).toList());
  }

  @Test
  void aRequestHasAtMostAThousandRecipientsAndPersonalizations() {
    JsonObject all = new JsonObject().put("to", addresses(999));
    assertEquals(List.of(), read("personalizations", new JsonArray().add(all)).errors());
    all.put("bcc", addresses(1001).getList().subList(999, 1001));
    assertEquals(
        "There is a limit of 1000 total recipients (to + cc + bcc) per request.",
        read("personalizations", new JsonArray().add(all)).errors().get(0).message());
    JsonArray many = new JsonArray();
    for (int i = 0; i < 1001; i++) {
      many.add(new JsonObject().put("to", addresses(1)));
    }
    assertEquals(
        "The personalization block is limited to 1000 personalizations per API request. You have"
            + " provided 1001 personalizations. Please consider splitting this into multiple"
            + " requests and resending your request.",
        read("personalizations", many).errors().get(0).message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"a\":1,\"a\":2}"})
  void aBodyThatIsNoObjectIsABadRequest(String body) {
    assertEquals(
        List.of(MailError.BAD_REQUEST), MailRequest.read(Buffer.buffer(body), NOW).errors());
  }

  @Test
  void otherBytesThanUtf8AreReported() {
    Buffer body = Buffer.buffer("{\"subject\":\"").appendByte((byte) 0xff).appendString("\"}");
    assertEquals("Invalid UTF8 in request.", MailRequest.read(body, NOW).errors().get(0).message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-123", "75a831b9-9d96-4501-ad3d-52a76381151c"})
  void aTemplateBringsSubjectAndContent(String id) {
    JsonObject request = valid().put("template_id", id);
    request.remove("subject");
    request.remove("content");
    assertEquals(List.of(), MailRequest.read(request.toBuffer(), NOW).errors());
  }

  @Test
  void substitutionsAreNotForDynamicTemplates() {
    JsonObject request = valid().put("template_id", "d-123");
    request
        .getJsonArray("personalizations")
        .getJsonObject(0)
        .put("substitutions", new JsonObject().put("-a-", "b"));
    MailError error = MailRequest.read(request.toBuffer(), NOW).errors().get(0);
    assertEquals("Substitutions may not be used with dynamic templating", error.message());
    assertEquals(Optional.of("personalizations.0.substitutions"), error.field());
  }

  @Test
  void aPersonalizationsOwnMembersComeFirst() {
    JsonObject request =
        new JsonObject(
            """
            {"personalizations":[
               {"to":[{"email":"A@Example.com"}],"cc":[{"email":"b@example.com"}],"subject":"Own",
                "custom_args":{"one":"1","both":"own"},"send_at":1767225700},
               {"to":[{"email":"c@example.com"}],"bcc":[{"email":"d@example.com"}]}],
             "from":{"email":"from@example.com"}, "subject":"All", "send_at":1767225600,
             "content":[{"type":"text/html","value":"Hi"}], "categories":["x","y"],
             "custom_args":{"two":"2","both":"all"}, "asm":{"group_id":7},
             "mail_settings":{"bypass_bounce_management":{"enable":true}}}
            """);
    Mail mail = MailRequest.read(request.toBuffer(), NOW).mail().orElseThrow();
    assertEquals(
        List.of(
            new Mail.Envelope(
                List.of(new EmailAddress("a@example.com"), new EmailAddress("b@example.com")),
                "Own",
                Map.of("one", "1", "two", "2", "both", "own"),
                Optional.of(Instant.ofEpochSecond(1767225700))),
            new Mail.Envelope(
                List.of(new EmailAddress("c@example.com"), new EmailAddress("d@example.com")),
                "All",
                Map.of("two", "2", "both", "all"),
                Optional.of(Instant.ofEpochSecond(1767225600)))),
        mail.envelopes());
    assertEquals(List.of("x", "y"), mail.categories());
    assertEquals(OptionalLong.of(7), mail.asmGroup());
    assertTrue(mail.bypassesBounces());
  }

  @Test
  void customArgumentsHaveAtMostTenThousandBytes() {
    assertEquals(List.of(), read("custom_args", arg(9_999)).errors());
    assertEquals(
        "The combined size of both global and personalization custom arguments may not exceed"
            + " 10,000 bytes per personalization.",
        read("custom_args", arg(10_000)).errors().get(0).message());
  }

  private static JsonObject arg(int bytes) {
    return new JsonObject().put("a", "x".repeat(bytes));
  }
}
