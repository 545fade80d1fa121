package dev.rebound.support;

import com.sendgrid.Client;
import com.sendgrid.Method;
import com.sendgrid.Request;
import com.sendgrid.Response;
import com.sendgrid.SendGrid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** SendGrid's own Java client, pointed at the service. */
public final class OfficialClient {
  /** For tests, it says: speaks HTTP without TLS. */
  private static final Client HTTP = new Client(true);

  private final SendGrid sendGrid;

  public OfficialClient(Api api) {
    sendGrid = new SendGrid(api.key(), HTTP);
    sendGrid.setHost(URI.create(api.url()).getAuthority());
  }

  /** All that follows is asked for a subuser. */
  public OfficialClient onBehalfOf(String subuser) {
    sendGrid.addImpersonateSubuser(subuser);
    return this;
  }

  /** All that follows is asked for in this media type. */
  public OfficialClient accepting(String mediaType) {
    sendGrid.addRequestHeader("Accept", mediaType);
    return this;
  }

  /** An endpoint below {@code /v3}. */
  public Response get(String endpoint, Map<String, String> query) {
    Request request = request(Method.GET, endpoint);
    query.forEach(request::addQueryParam);
    return send(request);
  }

  public Response delete(String endpoint) {
    return send(request(Method.DELETE, endpoint));
  }

  public Response delete(String endpoint, String body) {
    Request request = request(Method.DELETE, endpoint);
    request.setBody(body);
    return send(request);
  }

  /** Any call with a body. */
  public Response send(Method method, String endpoint, String body) {
    Request request = request(method, endpoint);
    request.setBody(body);
    return send(request);
  }

  private static Request request(Method method, String endpoint) {
    Request request = new Request();
    request.setMethod(method);
    request.setEndpoint(endpoint);
    return request;
  }

  private Response send(Request request) {
    try {
      return sendGrid.api(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
