package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import org.junit.jupiter.api.Test;

/** {@code GET /v3/suppression/bounces}: contract, 3.1. */
class ListContractTest {
  private final Api api = TestService.shared().account();

  @Test
  void theDocumentedSampleComesBackByteForByte() {
    String sample =
        "[{\"created\":1443651125,\"email\":\"testemail1@test.com\",\"reason\":\"550 5.1.1 The email account that you"
            + " tried to reach does not exist. Please try double-checking the recipient's email address for typos or"
            + " unnecessary spaces. Learn more at  https://support.google.com/mail/answer/6596"
            + " o186si2389584ioe.63 - gsmtp \",\"status\":\"5.1.1\"},{\"created\":1433800303,"
            + "\"email\":\"testemail2@testing.com\",\"reason\":\"550 5.1.1 <testemail2@testing.com>: Recipient"
            + " address rejected: User unknown in virtual alias table \",\"status\":\"5.1.1\"}]";
    api.tell(sample);
    assertEquals(sample, api.get("/v3/suppression/bounces").body());
  }

  @Test
  void anEmptyListIsAnEmptyArray() {
    assertEquals("[]", api.get("/v3/suppression/bounces").body());
  }
}
