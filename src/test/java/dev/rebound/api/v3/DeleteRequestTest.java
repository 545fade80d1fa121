package dev.rebound.api.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Bounce.Deletion.Addresses;
import dev.rebound.domain.Bounce.Deletion.All;
import dev.rebound.domain.Bounce.Deletion.Selection;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteRequestTest {
  private static final String JSON = "application/json";
  private static final String NEITHER = "must name an address unless delete_all is true";
  private static final String BOTH = "must not be true when emails are given";
  private static final String NO_TEXTS = "must be an array of strings";
  private static final String NO_BOOLEAN = "must be a boolean";

  static Stream<Arguments> selections() {
    return Stream.of(
        arguments("{'delete_all':true}", new All()),
        arguments("{'delete_all':true,'emails':null}", new All()),
        arguments("{'delete_all':true,'emails':[]}", new All()),
        arguments(" \\n{ 'x' : [1] , 'delete_all' : true } ", new All()),
        arguments("{'emails':['a@x.org']}", addresses("a@x.org")),
        arguments("{'delete_all':false,'emails':['a@x.org']}", addresses("a@x.org")),
        arguments("{'delete_all':null,'emails':['a@x.org']}", addresses("a@x.org")),
        arguments(
            "{'emails':['b@x.org','A@X.org',' a@x.org','']}", addresses("b@x.org", "a@x.org")),
        arguments("{'emails':['j\\u00fcrgen@x.org']}", addresses("j\u00fcrgen@x.org")),
        // Not on the list for sure, and so no error.
        arguments("{'emails':['nobody','a\\u0000@x.org','a\\ud800@x.org']}", addresses()));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aPlainRequestIsAllOrSome(String body, Selection selection) {
    assertEquals(new Result.Valid<>(selection), read(JSON, body));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("{}", "emails", NEITHER),
        arguments("{'delete_all':false}", "emails", NEITHER),
        arguments("{'delete_all':false,'emails':[]}", "emails", NEITHER),
        arguments("{'emails':[]}", "emails", NEITHER),
        arguments("{'emails':null}", "emails", NEITHER),
        arguments("{'Delete_All':true}", "emails", NEITHER),
        arguments("{'delete_all':true,'emails':['a@x.org']}", "delete_all", BOTH),
        arguments("{'delete_all':true,'emails':['nobody']}", "delete_all", BOTH),
        arguments("{'delete_all':'true'}", "delete_all", NO_BOOLEAN),
        arguments("{'delete_all':1}", "delete_all", NO_BOOLEAN),
        arguments("{'delete_all':[true]}", "delete_all", NO_BOOLEAN),
        arguments("{'emails':'a@x.org'}", "emails", NO_TEXTS),
        arguments("{'emails':{'0':'a@x.org'}}", "emails", NO_TEXTS),
        arguments("{'emails':['a@x.org',1]}", "emails", NO_TEXTS),
        arguments("{'emails':['a@x.org',null]}", "emails", NO_TEXTS),
        arguments("{'emails':[['a@x.org']]}", "emails", NO_TEXTS));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatDoesNotPlainlySayWhatToDeleteIsAProblem(String body, String field, String message) {
    assertEquals(new Result.Invalid<>(Problem.ofField(field, message)), read(JSON, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "7",
        "'delete_all'",
        "[]",
        "[{'delete_all':true}]",
        "{'delete_all':true",
        "{'delete_all':true}}",
        "{'delete_all':true}{'delete_all':true}",
        "{'delete_all':true,}",
        "{delete_all:true}",
        "delete_all=true",
        "{'delete_all':tru\u00e9}",
        "{'delete_all':false,'delete_all':true}",
        "{'emails':['a@x.org'],'delete_all':true,'emails':[]}",
        "{'delete_all':true,'x':{'y':1,'y':2}}",
      })
  void whatIsNoJsonObjectIsAProblem(String body) {
    assertEquals(new Result.Invalid<>(Problem.NOT_JSON), read(JSON, body));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"application/json; charset=utf-8", "APPLICATION/JSON"})
  void jsonMayBeNamedInAnyCaseOrNotAtAll(String contentType) {
    assertEquals(new Result.Valid<>(new All()), read(contentType, "{'delete_all':true}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "text/json"})
  void anotherTypeIsAProblemWhateverTheBodySays(String contentType) {
    assertEquals(
        new Result.Invalid<>(Problem.NOT_JSON_TYPE), read(contentType, "{'delete_all':true}"));
  }

  private static Result<Selection> read(String contentType, String body) {
    String text = body.replace('\'', '"').replace("\\n", "\n");
    return DeleteRequest.read(
        Optional.ofNullable(contentType), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(text));
  }

  private static Addresses addresses(String... texts) {
    return new Addresses(Stream.of(texts).map(EmailAddress::new).toList());
  }
}
