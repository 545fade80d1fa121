package dev.rebound.mock.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer SG.id.secret, Bearer SG.id.***",
    "authorization, bearer SG.id.secret, bearer SG.id.***",
    "Authorization, Bearer secret, ***",
    "Authorization, Basic c2VjcmV0, ***",
    "Authorization, Bearer SG.id.secret and more, ***",
    "Proxy-Authorization, Basic c2VjcmV0, ***",
    "X-Key, SG.id.secret, SG.id.***",
    "Accept, application/json, application/json"
  })
  void ofAHeaderTheKeysIdIsLeft(String name, String value, String redacted) {
    assertEquals(redacted, Redaction.header(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/scopes, /v3/scopes",
    "/v3/x?email=a%40x.org&b, /v3/x?email=a%40x.org&b",
    "/api/b?api_user=u&api_key=SG.id.secret&x=1, /api/b?api_user=u&api_key=SG.id.***&x=1",
    "/api/b?api_key=SG%2Eid%2Esecret, /api/b?api_key=SG.id.***",
    "/api/b?api_key=password, /api/b?api_key=***",
    "/api/b?API_KEY=password, /api/b?API_KEY=***",
    "/api/b?api%5Fkey=password&api_key=more, /api/b?api%5Fkey=***&api_key=***",
    "/api/b?api_key=%zz, /api/b?api_key=***",
    "/api/b?api_key=, /api/b?api_key=***",
    "/api/b?=x&&, /api/b?=x&&",
    "/v3/SG.id.secret, /v3/SG.id.***",
    "/rebound/v1/events/abc_-9?a=b, /rebound/v1/events/***?a=b",
    "/rebound/v1/webhooks/abc, /rebound/v1/webhooks/***",
    "/rebound/v1/webhooks, /rebound/v1/webhooks",
    "/rebound/v1/events, /rebound/v1/events",
    "/api/b?note=SG.id.secret, /api/b?note=SG.id.***"
  })
  void ofAParameterToo(String uri, String redacted) {
    assertEquals(redacted, Redaction.uri(uri));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"from\":\"mailgun\",\"secret\" : \"a\\\"b\"} | {\"from\":\"mailgun\",\"secret\" : \"***\"}",
        "{\"oauth_client_secret\":\"ab\",\"x\":1} | {\"oauth_client_secret\":\"***\",\"x\":1}",
        "{\"secret\":\"cut of | {\"secret\":\"***",
        "{\"secret\":null,\"key\":\"SG.id.secret\"} | {\"secret\":null,\"key\":\"SG.id.***\"}"
      })
  void ofABodyTheSecretsToo(String body, String redacted) {
    assertEquals(redacted, Redaction.body(body));
  }
}
