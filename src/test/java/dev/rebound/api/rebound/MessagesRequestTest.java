package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.api.rebound.MessagesRequest.Form;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          message/rfc822                               | MESSAGE   | ~~
          MESSAGE/Global                               | MESSAGE   | ~~
          text/plain; charset=utf-8                    | MESSAGE   | ~~
          ~~                                           | MESSAGE   | ~~
          application/mbox; format=mboxrd              | MBOX      | ~~
          multipart/mixed; boundary=b                  | MULTIPART | b
          multipart/mixed; x="a;boundary=no"; Boundary = "b;c" | MULTIPART | b;c
          multipart/form-data; boundary="a\\"b"        | MULTIPART | a"b
          multipart/digest;boundary=b;                 | DIGEST    | b
          multipart/digest; boundary="                 | DIGEST    | "
          """)
  void theFormIsThatOfTheMediaType(String contentType, Form form, String boundary) {
    assertEquals(
        new Result.Valid<>(new MessagesRequest(form, boundary)),
        MessagesRequest.read(Optional.of(contentType)));
  }

  @Test
  void withoutATypeItIsOneMessage() {
    assertEquals(
        new Result.Valid<>(new MessagesRequest(Form.MESSAGE, "")),
        MessagesRequest.read(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "multipart/report; boundary=b",
        "multipart/mixed",
        "multipart/mixed; boundary=",
        "multipart/mixed; boundary=\"\"",
        "multipart/mixed; boundary=\u00fc",
        "multipart/mixed; charset=\"x\\"
      })
  void anotherTypeIsAProblem(String contentType) {
    assertEquals(
        new Result.Invalid<>(Problem.NOT_MAIL_TYPE),
        MessagesRequest.read(Optional.of(contentType)));
  }
}
