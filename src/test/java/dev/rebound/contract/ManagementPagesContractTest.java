package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of the lists of accounts, keys and webhooks. */
class ManagementPagesContractTest {
  private static final List<String> PATHS =
      List.of("/rebound/v1/accounts", "/rebound/v1/keys", "/rebound/v1/webhooks");

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource({
    "limit[]=1, limit, must be given once and in this form",
    "offset[0]=1, offset, must be given once and in this form",
    "limit%5B%5D=1, limit, must be given once and in this form",
    "email=a@x.org, email, does not narrow this list",
    "email[]=a@x.org, email, does not narrow this list",
    "email[0]=a@x.org, email, does not narrow this list",
    "START_TIME=1, START_TIME, does not narrow this list",
  })
  void aConditionThatWouldBeIgnoredIsRefused(String query, String field, String message) {
    for (String path : PATHS) {
      HttpResponse<String> response = api.get(path + "?" + query);
      assertEquals(400, response.statusCode(), path);
      assertTrue(response.body().contains(ErrorBody.ofField(field, message)), response.body());
    }
  }
}
