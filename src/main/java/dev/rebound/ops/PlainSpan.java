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
import java.util.function.UnaryOperator;

/**
 * A span without data that may hold an address or a key: Vert.x puts paths and queries into spans,
 * and exceptions quote values. Only the named attributes remain.
 */
final class PlainSpan extends DelegatingSpanData {
  // Names that the request log gives to spans; Vert.x itself names a span by the client's method.
  static final String PREFIX = "route ";
  // A request that was no HTTP, or lost its connection.
  private static final String REQUEST = "request";
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> SQL = AttributeKey.stringKey("db.query.text");
  private static final Set<String> KEPT =
      Set.of(
          "http.response.status_code",
          DESTINATION.getKey(),
          "messaging.operation.name",
          "messaging.system");

  private final SpanData span;
  private final String name;
  private final Attributes attributes;

  PlainSpan(SpanData span, UnaryOperator<String> statementName) {
    super(span);
    this.span = span;
    this.name = name(span, statementName);
    this.attributes =
        span.getAttributes().toBuilder().removeIf(key -> !KEPT.contains(key.getKey())).build();
  }

  private static String name(SpanData span, UnaryOperator<String> statementName) {
    // A consumer on the bus is a server too.
    String destination = span.getAttributes().get(DESTINATION);
    if (destination != null) {
      return destination;
    }
    if (span.getKind() == SpanKind.SERVER) {
      return span.getName().startsWith(PREFIX)
          ? span.getName().substring(PREFIX.length())
          : REQUEST;
    }
    String sql = span.getAttributes().get(SQL);
    return sql == null ? span.getName() : statementName.apply(sql);
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

  // The trace state is the client's text.
  private static SpanContext plain(SpanContext context) {
    return SpanContext.create(
        context.getTraceId(),
        context.getSpanId(),
        context.getTraceFlags(),
        TraceState.getDefault());
  }

  /** Returns no events: they are exceptions, with their messages. */
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
