package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {
  private static final Set<String> PATHS = Set.of("token", "signature.token");

  @Test
  void membersAreReadByTheirPaths() throws IOException {
    assertEquals(
        Map.of("token", "a", "signature.token", "7"),
        read("{'token':'a','signature':{'token':7,'x':[{}]},'other':{'token':'b'}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'token':'a','token':'b'}",
        "{'signature':{'token':'a','token':'a'}}",
        "{'x':[{'y':1,'y':1}]}",
      })
  void aNameThatIsGivenTwiceIsAnError(String json) {
    assertThrows(IOException.class, () -> read(json));
  }

  private static Map<String, String> read(String json) throws IOException {
    return JsonMembers.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), PATHS);
  }
}
