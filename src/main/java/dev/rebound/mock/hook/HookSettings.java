package dev.rebound.mock.hook;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a webhook that a request can change.
 *
 * @param events the names of the settings of the events to send
 */
record HookSettings(
    boolean isEnabled, String url, Set<String> events, Optional<String> friendlyName) {
  static final HookSettings NONE = new HookSettings(false, "", Set.of(), Optional.empty());

  /** The events' settings, in SendGrid's order. */
  private static final List<String> EVENTS =
      List.of(
          "account_status_change",
          "group_resubscribe",
          "delivered",
          "group_unsubscribe",
          "spam_report",
          "bounce",
          "deferred",
          "unsubscribe",
          "processed",
          "open",
          "click",
          "dropped");

  /** The settings of events that have another name on the wire. */
  private static final Map<String, String> NAMES =
      Map.of("spamreport", "spam_report", "blocked", "bounce");

  private static final List<String> OAUTH =
      List.of("oauth_client_id", "oauth_client_secret", "oauth_token_url");

  HookSettings {
    events = Set.copyOf(events);
  }

  /**
   * Returns these settings with the changes of a request. Members that the request omits stay.
   *
   * @throws FieldException for a member of a wrong type, an unknown one, or OAuth
   */
  HookSettings changed(JsonObject request) {
    JsonFields fields = new JsonFields(request.getMap());
    Set<String> changed = new LinkedHashSet<>(events);
    for (String event : EVENTS) {
      if (fields.has(event)) {
        if (fields.flag(event)) {
          changed.add(event);
        } else {
          changed.remove(event);
        }
      }
    }
    for (String name : OAUTH) {
      if (fields.text(name).filter(text -> !text.isEmpty()).isPresent()) {
        throw fields.fault(name, "is not supported by a mock");
      }
    }
    HookSettings settings =
        new HookSettings(
            fields.has("enabled") ? fields.flag("enabled") : isEnabled,
            fields.text("url").orElse(url),
            changed,
            fields.text("friendly_name").or(() -> friendlyName));
    fields.requireKnown();
    return settings;
  }

  /** Returns whether an event is sent. */
  boolean includes(JsonObject event) {
    String name = event.getString("event");
    return isEnabled && events.contains(NAMES.getOrDefault(name, name));
  }

  /** Returns SendGrid's members. */
  JsonObject json() {
    JsonObject json = new JsonObject().put("enabled", isEnabled).put("url", url);
    EVENTS.forEach(event -> json.put(event, events.contains(event)));
    return json.put("friendly_name", friendlyName.orElse(null));
  }
}
