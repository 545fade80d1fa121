package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KumoRecordTest {
  /** A record with all fields of KumoMTA; %s are its type, recipient and response. */
  private static final String RECORD =
      "{'type':'%s','id':'1d98076abbbc11ed940250ebf67f93bd','sender':'news@sender.example',"
          + "'recipient':%s,'queue':'campaign:tenant@example.com','site':'source->mx.example.com',"
          + "'size':1047,'response':%s,'peer_address':{'name':'mx.example.com.','addr':'192.0.2.1'},"
          + "'timestamp':1678069691,'created':1678069000,'num_attempts':2,"
          + "'bounce_classification':'InvalidRecipient','egress_pool':'pool0','feedback_report':null,"
          + "'meta':{'type':'x','response':{'code':1}},'headers':{'response.code':1,'Subject':'hi'},"
          + "'delivery_protocol':'ESMTP','nodeid':'557f3ad4-2c8c-11ee-976e-782d7e12e173'}";

  private static final String GONE =
      "{'code':550,'enhanced_code':{'class':5,'subject':1,'detail':1},'content':'No such user',"
          + "'command':'RCPT TO:<ann@example.com>'}";
  private static final String NO_EMAIL = "must be an email address of at most 320 characters";

  @ParameterizedTest
  @CsvSource({
    "Bounce, bounce ann@example.com 1678069691 [5.1.1] 550 5.1.1 No such user",
    "OOB, bounce ann@example.com 1678069691 [5.1.1] 550 5.1.1 No such user",
    "Expiration, bounce ann@example.com 1678069691 [5.1.1] 550 5.1.1 No such user",
    "AdminBounce, ignored admin-bounce",
    "TransientFailure, ignored delayed",
    "Delayed, ignored delayed",
    "Delay, ignored delayed",
    "Delivery, ignored delivered",
    "Feedback, ignored complaint",
    "Reception, ignored other",
    "Rejection, ignored other",
    "AdminRebind, ignored other",
    "bounce, ignored other",
    "'', ignored other",
  })
  void theTypeDecidesWhetherARecordIsAnEvent(String type, String expected) {
    assertEquals(List.of(expected), read(RECORD.formatted(type, "'ann@example.com'", GONE)));
  }

  static Stream<Arguments> responses() {
    String full = "'enhanced_code':{'class':4,'subject':2,'detail':2}";
    return Stream.of(
        arguments(GONE, "bounce [5.1.1] 550 5.1.1 No such user"),
        arguments("{'code':452," + full + ",'content':'Full'}", "blocked [4.2.2] 452 4.2.2 Full"),
        arguments(
            "{'code':550,'enhanced_code':null,'content':'User unknown','command':null}",
            "bounce [550] 550 User unknown"),
        arguments("{'code':550,'content':'550 User unknown'}", "bounce [550] 550 User unknown"),
        arguments(
            "{'code':550,'enhanced_code':{'class':5,'subject':1,'detail':1},"
                + "'content':'5.1.1 User unknown'}",
            "bounce [5.1.1] 550 5.1.1 User unknown"),
        arguments(
            "{'code':550,'enhanced_code':{'class':5,'subject':1,'detail':1},'content':''}",
            "bounce [5.1.1] 550 5.1.1"),
        arguments(
            "{'code':550,'enhanced_code':{'class':5,'subject':1},'content':'User unknown\\nBye'}",
            "bounce [550] 550 User unknown\nBye"),
        arguments(
            "{'code':551,'enhanced_code':{'class':5,'subject':4,'detail':7},'content':'Next"
                + " delivery time would be at 2025-01-31 12:00:00 UTC which exceeds the expiry"
                + " time'}",
            "blocked [5.4.7] 551 5.4.7 Next delivery time would be at 2025-01-31 12:00:00 UTC which"
                + " exceeds the expiry time"),
        arguments("{'code':'550','content':['x']}", "blocked []"),
        arguments("{}", "blocked []"),
        arguments("null", "blocked []"),
        arguments("'550 gone'", "blocked []"),
        arguments("[550]", "blocked []"));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void theReasonIsTheServersReply(String response, String expected) {
    List<String> rows =
        read(RECORD.formatted("Expiration", "'a@x.y'", response).replace("\n", "\\n"));
    assertEquals(List.of(expected.replace(" [", " a@x.y 1678069691 [")), rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'timestamp':17 | 17",
        "'timestamp':17,'event_time':18,'created':19 | 17",
        "'timestamp':17.9 | 17",
        "'timestamp':\"2025-01-31T12:00:00.123456Z\" | 1738324800",
        "'event_time':\"2025-01-31T12:00:00Z\",'created':19 | 1738324800",
        "'timestamp':null,'event_time':1738324800123 | 1738324800",
        "'created':19 | now",
      })
  void theTimeIsThatOfTheRecord(String members, String time) {
    String record = "{'type':'Bounce','recipient':'a@x.y'," + members.replace("'", "") + "}";
    String quoted = record.replaceAll("(timestamp|event_time|created):", "'$1':");
    assertEquals(List.of("blocked a@x.y " + time + " []"), read(quoted));
  }

  @Test
  void aRecordHasARowForEachRecipient() {
    assertEquals(
        List.of(
            "bounce a@x.y 1678069691 [5.1.1] 550 5.1.1 No such user",
            "#0 recipient " + NO_EMAIL,
            "bounce b@x.y 1678069691 [5.1.1] 550 5.1.1 No such user",
            "ignored delivered"),
        read(
            RECORD.formatted("Bounce", "['a@x.y','','nobody','B@x.y']", GONE).replace("'',", "")
                + "\n"
                + RECORD.formatted("Delivery", "['a@x.y','b@x.y']", GONE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | must be an object",
        "{'type':'Bounce' | not valid JSON",
        "{} | type is required",
        "{'type':null} | type is required",
        "{'type':1} | type must be a string",
        "{'type':'Bounce'} | recipient is required",
        "{'type':'Bounce','recipient':null} | recipient is required",
        "{'type':'Bounce','recipient':17} | recipient must be a string or an array of strings",
        "{'type':'Bounce','recipient':[]} | recipient must be a string or an array of strings",
        "{'type':'Bounce','recipient':['a@x.y',1]} | recipient must be a string or an array of"
            + " strings",
        "{'type':'Bounce','recipient':[['a@x.y']]} | recipient must be a string or an array of"
            + " strings",
        "{'type':'Bounce','recipient':{'x':'a@x.y'}} | recipient must be a string or an array of"
            + " strings",
        "{'type':'Bounce','recipient':''} | recipient is required",
        "{'type':'Bounce','recipient':'<>'} | recipient " + NO_EMAIL,
        "{'type':'Bounce','recipient':'a@x.y','timestamp':true} | timestamp must be a time: Unix"
            + " seconds or milliseconds, ISO 8601, or a mail header's date",
        "{'type':'Bounce','recipient':'a@x.y','timestamp':-1} | timestamp must be a time: Unix"
            + " seconds or milliseconds, ISO 8601, or a mail header's date",
      })
  void anInvalidRecordIsRejected(String record, String message) {
    assertEquals(List.of("#0 " + message), read(record));
  }

  @Test
  void aRecordWithANameTwiceIsRejectedAndANameWithADotIsNoPath() {
    String start = "{'type':'Bounce','recipient':'a@x.y','timestamp':17,";
    assertEquals(
        List.of("#0 has a name twice", "#1 has a name twice", "blocked a@x.y 17 [] 550 x"),
        read(
            (start + "'response':" + GONE + ",'response':{'content':'User unknown'}}\n")
                + (start + "'response':{'content':'550 x','content':'550 x'}}\n")
                + (start
                    + "'response':{'content':'550 x','x.y':1},'response.code':9,'a.b':{'c':[]}}")));
  }

  private static List<String> read(String records) {
    return IngestedRows.by(
        () -> new JsonRows(JsonRows.Format.NDJSON, JsonRows.Dialect.KUMOMTA, Reading.DEFAULTS),
        records.replace('\'', '"'));
  }
}
