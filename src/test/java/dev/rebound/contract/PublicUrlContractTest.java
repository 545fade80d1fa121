package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The setting for a service that is reached by another name than it hears. */
class PublicUrlContractTest {
  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_HTTP_PUBLIC_URL", "https://bounces.example.com/"));

  @Test
  void linksStartWithThePublicUrlWhateverHostWasAsked() {
    RawHttp.Answer answer =
        RawHttp.send(SERVICE.account(), "GET", BOUNCES + "/?limit=5", "Host: internal:8080");
    String start =
        "<https://bounces.example.com/v3/suppression/bounces?limit=5&offset=0>; rel=\"next\"";
    String link = answer.header("Link").get(0);
    assertTrue(link.startsWith(start), link);
  }
}
