package dev.rebound.ops;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Exports spans without private data: see {@link PlainSpan}. */
record PlainSpans(SpanExporter exporter, UnaryOperator<String> statementName)
    implements SpanExporter {

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(
        spans.stream().map(span -> (SpanData) new PlainSpan(span, statementName)).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
