package dev.rebound.api.rebound;

import dev.rebound.api.wire.ContentEncoding;
import dev.rebound.api.wire.Result;
import dev.rebound.ingest.GzipRows;
import dev.rebound.ingest.RowReader;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body's rows as the body is packed. */
final class Unpacking {
  private Unpacking() {}

  /**
   * Reads rows from the bytes as they come.
   *
   * @param rows reads them unpacked
   */
  static Result<RowReader> of(HttpServerRequest request, RowReader rows) {
    return ContentEncoding.of(request)
        .then(encoding -> new Result.Valid<>(encoding.isGzip() ? new GzipRows(rows) : rows));
  }
}
