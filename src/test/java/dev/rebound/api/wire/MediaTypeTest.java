package dev.rebound.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          application/json                        | application/json       | true  | false
          Application/JSON; charset=utf-8         | application/json       | true  | false
          application/json;charset="a;b"          | application/json       | true  | false
          ' application/json '                    | application/json       | true  | false
          application/x-ndjson                    | application/x-ndjson   | false | true
          application/ndjson ; charset=utf-8      | application/ndjson     | false | true
          APPLICATION/JSONL                       | application/jsonl      | false | true
          application/x-jsonlines                 | application/x-jsonlines| false | true
          application/x-www-form-urlencoded       | application/x-www-form-urlencoded | false | false
          application/jsonp                       | application/jsonp      | false | false
          text/plain                              | text/plain             | false | false
          ''                                      | ''                     | false | false
          ;                                       | ''                     | false | false
          """,
      delimiter = '|')
  void aHeaderNamesAType(String header, String name, boolean isJson, boolean isNdjson) {
    MediaType type = MediaType.of(header);
    assertEquals(name, type.name());
    assertEquals(isJson, type.isJson());
    assertEquals(isNdjson, type.isNdjson());
  }
}
