package dev.rebound.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {
  static Stream<Arguments> paths() {
    return Stream.of(
        arguments("ann@x.org", "ann@x.org"),
        arguments("Ann%40X.ORG", "ann@x.org"),
        arguments("%61%6e%6E@x.org", "ann@x.org"),
        arguments("a+b@x.org", "a+b@x.org"),
        arguments("a%2Bb%40x.org", "a+b@x.org"),
        arguments("a/b@x.org", "a/b@x.org"),
        arguments("a%2Fb@x.org", "a/b@x.org"),
        arguments("%20ann@x.org%20", "ann@x.org"),
        arguments("a%25@x.org", "a%@x.org"),
        // Decoded once and no more.
        arguments("a%252B@x.org", "a%2b@x.org"),
        arguments("a%@x.org", "a%@x.org"),
        arguments("a%zz@x.org", "a%zz@x.org"),
        arguments("a%%40x.org", "a%@x.org"),
        arguments("ann@x.org%4", "ann@x.org%4"),
        arguments("ann@x.org%", "ann@x.org%"),
        arguments("j%C3%BCrgen@x.org", "j\u00fcrgen@x.org"),
        arguments("j\u00fcrgen@x.org", "j\u00fcrgen@x.org"),
        arguments("%F0%9F%98%80@x.org", "\ud83d\ude00@x.org"),
        arguments("a%FF@x.org", "a\ufffd@x.org"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void escapesAreDecodedOnceAndAPlusIsAPlus(String path, String email) {
    // As the server hands a path over: a char for every byte that was on the wire.
    String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals(Optional.of(new EmailAddress(email)), PathText.email(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "%20", "classifications", "{email}", "ann%2540x.org", "a%00@x.org", "a@b%40c"})
  void whatCanBeNoAddressIsNone(String path) {
    assertEquals(Optional.empty(), PathText.email(path));
  }
}
