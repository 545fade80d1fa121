package dev.rebound.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;

/**
 * A span without what may hold an address or a key: Vert.x tells paths and queries of requests, and
 * exceptions tell values. Only what is named here is left.
 */
final class PlainSpan extends DelegatingSpanData {
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> SQL = AttributeKey.stringKey("db.query.text");
  private static final Set<String> TOLD =
      Set.of(
          "http.response.status_code",
          DESTINATION.getKey(),
          "messaging.operation.name",
          "messaging.system");

  private final SpanData span;
  private final String name;
  private final Attributes attributes;

  PlainSpan(SpanData span, SpanNames names) {
    super(span);
    this.span = span;
    this.name = name(span, names);
    this.attributes =
        span.getAttributes().toBuilder().removeIf(key -> !TOLD.contains(key.getKey())).build();
  }

  private static String name(SpanData span, SpanNames names) {
    // Who serves on the bus is a server too.
    String destination = span.getAttributes().get(DESTINATION);
    if (destination != null) {
      return destination;
    }
    if (span.getKind() == SpanKind.SERVER) {
      String path = span.getAttributes().get(PATH);
      return names.request(span.getName(), path == null ? "" : path);
    }
    String sql = span.getAttributes().get(SQL);
    return sql == null ? span.getName() : names.statement(sql);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public SpanContext getSpanContext() {
    return plain(span.getSpanContext());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return plain(span.getParentSpanContext());
  }

  // The state is the client's text.
  private static SpanContext plain(SpanContext context) {
    return SpanContext.create(
        context.getTraceId(),
        context.getSpanId(),
        context.getTraceFlags(),
        TraceState.getDefault());
  }

  /** None: they are exceptions, with their messages. */
  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public StatusData getStatus() {
    return StatusData.create(span.getStatus().getStatusCode(), "");
  }
}
