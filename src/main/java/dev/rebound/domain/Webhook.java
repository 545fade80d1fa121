package dev.rebound.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A valid webhook.
 *
 * @param account receives its events
 */
public record Webhook(Account account, Sender sender) {
  /**
   * The sender of a webhook's events, and what verifies its proof of origin.
   *
   * @param key SendGrid's; without a key, SendGrid's events need an API key
   * @param secret of every other vendor
   */
  public record Sender(WebhookVendor vendor, Optional<SigningKey> key, Optional<Secret> secret) {
    public Sender {
      if (secret.isPresent() == (vendor == WebhookVendor.SENDGRID)) {
        throw new IllegalArgumentException("all vendors but SendGrid have a secret");
      }
    }

    /** Returns SendGrid as the sender. */
    public static Sender sendGrid(Optional<SigningKey> key) {
      return new Sender(WebhookVendor.SENDGRID, key, Optional.empty());
    }

    /** Returns another vendor as the sender. */
    public static Sender of(WebhookVendor vendor, Secret secret) {
      return new Sender(vendor, Optional.empty(), Optional.of(secret));
    }

    /** Returns whether the events carry no proof of their own, so that they need an API key. */
    public boolean needsApiKey() {
      return vendor == WebhookVendor.SENDGRID && key.isEmpty();
    }
  }

  /** A secret that verifies deliveries; see {@link WebhookVendor.Proof}. */
  public record Secret(String text) {
    private static final int PASSWORD_BYTES = 32;

    /** Generates a password of 256 random bits, which needs no slow hash. */
    public static String randomPassword(SecureRandom random) {
      return RandomText.of(random, PASSWORD_BYTES);
    }

    /** Returns the secret that verifies a password: the hex SHA-256 of it. */
    public static Secret ofPassword(String password) {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return new Secret(HexFormat.of().formatHex(Sha256.newDigest().digest(bytes)));
    }

    /** Omits the text: it must not appear in logs. */
    @Override
    public String toString() {
      return "Secret";
    }
  }

  /**
   * A webhook to create.
   *
   * @param accountName the account that receives its events
   * @param label the owner's name for it; may be empty
   */
  public record CreateRequest(String accountName, Id id, Sender sender, String label) {}

  /**
   * A webhook without its key or secret, for listings.
   *
   * @param needsApiKey whether its events need an API key, as they carry no proof of their own
   * @param revokedAt empty while it is valid
   * @param deliveries the last ones, newest first
   */
  public record Info(
      Id id,
      String accountName,
      WebhookVendor vendor,
      boolean needsApiKey,
      String label,
      Instant createdAt,
      Optional<Instant> revokedAt,
      List<Delivery> deliveries) {
    public Info {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * A delivery that had a proof of origin.
   *
   * @param at the time of the response, in Unix seconds
   * @param status of the response
   * @param counts of the stored rows
   */
  public record Delivery(
      long at, int status, EventBatch.Counts counts, long rejected, long ignored) {
    /** The number of deliveries that are kept for each webhook. */
    public static final int MAX_KEPT = 20;
  }

  /**
   * Deliveries to record.
   *
   * @param deliveries newest first, {@value Delivery#MAX_KEPT} at most
   */
  public record Deliveries(long accountId, Id id, List<Delivery> deliveries) {
    public Deliveries {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** A query for the webhooks of an account, newest first. */
  public record Query(long accountId, Page page) {}

  /** A revocation of an account's webhook. */
  public record Revocation(long accountId, Id id) {}

  /** The last segment of a webhook's URL: 128 random bits, in the form of a key's id. */
  public record Id(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    public Id {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a webhook id has 22 characters of URL-safe base64");
      }
    }

    public static Optional<Id> parse(String text) {
      return FORM.matcher(text).matches() ? Optional.of(new Id(text)) : Optional.empty();
    }

    public static Id random(SecureRandom random) {
      return new Id(RandomText.of(random, BYTES));
    }
  }
}
