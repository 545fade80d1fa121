package dev.rebound.api;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The places where other rooms plug into the API.
 *
 * @param interceptor the mock's faults
 * @param spanName names the span of the current request, where tracing is on
 */
public record ApiHooks(Optional<Interceptor> interceptor, Optional<Consumer<String>> spanName) {}
