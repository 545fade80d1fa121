package dev.rebound.mock.hook;

import dev.rebound.mock.event.EventSigner;
import dev.rebound.mock.event.Target;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook of an account.
 *
 * @param target empty as long as the webhook has no URL
 * @param signer empty for unsigned deliveries
 */
record Hook(
    String id,
    HookSettings settings,
    Optional<Target> target,
    Optional<EventSigner> signer,
    Instant created,
    Instant updated) {

  /** Returns a new webhook, which is off. */
  static Hook created(Instant at) {
    return new Hook(
        UUID.randomUUID().toString(),
        HookSettings.NONE,
        Optional.empty(),
        Optional.empty(),
        at,
        at);
  }

  Hook withSettings(HookSettings changed, Optional<Target> newTarget, Instant at) {
    return new Hook(id, changed, newTarget, signer, created, at);
  }

  Hook withSigner(Optional<EventSigner> newSigner) {
    return new Hook(id, settings, target, newSigner, created, updated);
  }

  /** Returns whether it can receive any event. */
  boolean isActive() {
    return settings.isEnabled() && target.isPresent();
  }

  String publicKey() {
    return signer.map(EventSigner::publicKey).orElse("");
  }

  JsonObject json() {
    JsonObject json =
        settings
            .json()
            .put("id", id)
            .put("created_date", created.toString())
            .put("updated_date", updated.toString());
    signer.ifPresent(found -> json.put("public_key", found.publicKey()));
    return json;
  }

  JsonObject signatureJson() {
    return new JsonObject().put("id", id).put("public_key", publicKey());
  }
}
