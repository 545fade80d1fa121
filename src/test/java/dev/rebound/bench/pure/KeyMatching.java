package dev.rebound.bench.pure;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import java.security.SecureRandom;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the text of an API key to what the store said it may do. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class KeyMatching {
  private String text;
  private ApiKey.Grant grant;

  @Setup
  public void makeKey() {
    ApiKey key = ApiKey.random(new SecureRandom());
    text = key.text();
    grant =
        new ApiKey.Grant(
            new Account(1, Account.ROOT, Optional.empty(), Optional.empty()),
            Optional.of(key.id()),
            key.hash(),
            Scope.ALL);
  }

  @Benchmark
  public Optional<ApiKey> match() {
    return ApiKey.parse(text).filter(grant::matches);
  }
}
