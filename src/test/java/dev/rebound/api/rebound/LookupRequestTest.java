package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupRequestTest {
  private static final String JSON = "application/json";
  private static final Result<?> WRONG =
      new Result.Invalid<>(Problem.ofField("emails", "must be an array of 1 to 10000 strings"));

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("{'emails':['a@x.org']}", List.of("a@x.org")),
        arguments("{'emails':['b@x.org','a@x.org']}", List.of("b@x.org", "a@x.org")),
        arguments(
            "{'emails':['b@x.org',' A@X.org','B@X.ORG ','a@x.org']}",
            List.of("b@x.org", "a@x.org")),
        arguments(" \n{ 'x' : {'emails':[1]} , 'emails' : [ 'a@x.org' ] } ", List.of("a@x.org")),
        arguments("{'emails':['a@x.org'],'emails':['b@x.org']}", List.of("b@x.org")),
        arguments("{'emails':['j\\u00fcrgen@x.org']}", List.of("j\u00fcrgen@x.org")),
        arguments("{'emails':['','nobody','a@b@c','a\\u0000@x.org','a\\ud800@x.org']}", List.of()));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void addressesComeInTheOrderOfTheirFirstMention(String body, List<String> emails) {
    assertEquals(new Result.Valid<>(emails.stream().map(EmailAddress::new).toList()), read(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'emails':[]}",
        "{'emails':null}",
        "{'emails':'a@x.org'}",
        "{'emails':{'0':'a@x.org'}}",
        "{'emails':['a@x.org',1]}",
        "{'emails':['a@x.org',null]}",
        "{'emails':[['a@x.org']]}",
        "{'emails':['a@x.org'],'emails':[]}",
        "{'Emails':['a@x.org']}",
      })
  void emailsIsAnArrayOfStrings(String body) {
    assertEquals(WRONG, read(body));
  }

  @Test
  void tenThousandStringsAreTakenAndNoMore() {
    List<String> most = Collections.nCopies(10_000, "'a@x.org'");
    assertEquals(
        new Result.Valid<>(List.of(new EmailAddress("a@x.org"))),
        read("{'emails':[" + String.join(",", most) + "]}"));
    assertEquals(WRONG, read("{'emails':[" + String.join(",", most) + ",'']}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "['a@x.org']",
        "'a@x.org'",
        "{",
        "{'emails'",
        "{'emails':['a@x.org'",
        "{'emails':['a@x.org']",
        "{'emails':['a@x.org',]}",
        "{'emails':['a@x.org' 'b@x.org']}",
        "{'emails':['a@x.org']}}",
        "{'emails':['a@x.org']} {}",
        "{'emails':['a@x.org']} x",
        "{emails:['a@x.org']}",
        "/* */{'emails':['a@x.org']}",
        "{'emails':['a\\x@x.org']}",
      })
  void whatIsNoJsonObjectIsRefused(String body) {
    assertEquals(new Result.Invalid<>(Problem.NOT_JSON), read(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{'a':"})
  void aBottomlessBodyIsRefused(String nest) {
    assertEquals(new Result.Invalid<>(Problem.NOT_JSON), read("{'x':" + nest.repeat(150_000)));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Buffer body = Buffer.buffer("{\"emails\":[\"\u00fc@x.org\"]}", "ISO-8859-1");
    assertEquals(
        new Result.Invalid<>(Problem.NOT_JSON), LookupRequest.read(Optional.of(JSON), body));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {JSON, "Application/JSON; charset=utf-8"})
  void jsonIsToldByItsTypeOrByNone(String contentType) {
    Buffer body = Buffer.buffer("{\"emails\":[\"a@x.org\"]}");
    assertEquals(
        new Result.Valid<>(List.of(new EmailAddress("a@x.org"))),
        LookupRequest.read(Optional.ofNullable(contentType), body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/x-ndjson", "*/*"})
  void jsonMayNotBeCalledAnythingElse(String contentType) {
    Buffer body = Buffer.buffer("{\"emails\":[\"a@x.org\"]}");
    assertEquals(
        new Result.Invalid<>(Problem.NOT_JSON_TYPE),
        LookupRequest.read(Optional.ofNullable(contentType), body));
  }

  private static Result<List<EmailAddress>> read(String body) {
    return LookupRequest.read(Optional.of(JSON), Buffer.buffer(body.replace('\'', '"')));
  }
}
