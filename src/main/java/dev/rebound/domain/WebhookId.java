package dev.rebound.domain;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** The last segment of a webhook's URL: 128 random bits, in the form of a key's id. */
public record WebhookId(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int BYTES = 16;

  public WebhookId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("a webhook id has 22 characters of URL-safe base64");
    }
  }

  public static Optional<WebhookId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new WebhookId(text)) : Optional.empty();
  }

  public static WebhookId random(SecureRandom random) {
    return new WebhookId(RandomText.of(random, BYTES));
  }
}
