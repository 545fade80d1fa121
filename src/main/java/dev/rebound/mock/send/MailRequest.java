package dev.rebound.mock.send;

import dev.rebound.api.wire.StrictJson;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TextResource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The body of a request to send.
 *
 * @param mail empty where there are errors
 */
record MailRequest(Optional<Mail> mail, List<MailError> errors) {
  private static final MailSchema SCHEMA =
      MailSchema.of(TextResource.lines(MailRequest.class, "mail-send.txt"));
  private static final String SETTINGS = "mail_settings";

  MailRequest {
    errors = List.copyOf(errors);
  }

  /**
   * Reads and checks a body.
   *
   * @param now the clock's time, for {@code send_at}
   */
  static MailRequest read(Buffer body, Instant now) {
    try {
      return StrictJson.parse(body) instanceof JsonObject request
          ? read(request.getMap(), now)
          : refused(MailError.BAD_REQUEST);
    } catch (DecodeException e) {
      return refused(
          StrictJson.isUtf8(body.getBytes())
              ? MailError.BAD_REQUEST
              : MailError.ofRequest("Invalid UTF8 in request."));
    } catch (MailSchema.UnreadableException e) {
      return refused(MailError.BAD_REQUEST);
    }
  }

  private static MailRequest read(Map<String, Object> request, Instant now) {
    List<MailError> errors = new ArrayList<>(SCHEMA.check(request));
    errors.addAll(new MailRules(request, now).check());
    return errors.isEmpty()
        ? new MailRequest(Optional.of(mail(request)), errors)
        : new MailRequest(Optional.empty(), errors.stream().distinct().toList());
  }

  private static MailRequest refused(MailError error) {
    return new MailRequest(Optional.empty(), List.of(error));
  }

  private static Mail mail(Map<String, Object> request) {
    List<Mail.Envelope> envelopes =
        MailMembers.objects(request, "personalizations").stream()
            .map(own -> envelope(request, own))
            .toList();
    return new Mail(
        envelopes,
        MailMembers.array(request, "categories").stream().map(String.class::cast).toList(),
        MailMembers.object(request, "asm").get("group_id") instanceof Number group
            ? OptionalLong.of(group.longValue())
            : OptionalLong.empty(),
        isOn(request, "bypass_bounce_management") || isOn(request, "bypass_list_management"),
        isOn(request, "sandbox_mode"));
  }

  private static boolean isOn(Map<?, ?> request, String setting) {
    return MailMembers.object(MailMembers.object(request, SETTINGS), setting).get("enable")
        == Boolean.TRUE;
  }

  private static Mail.Envelope envelope(Map<?, ?> request, Map<?, ?> own) {
    Map<String, String> customArgs = new HashMap<>();
    for (Map<?, ?> level : List.of(request, own)) {
      MailMembers.object(level, "custom_args")
          .forEach((name, value) -> customArgs.put((String) name, (String) value));
    }
    return new Mail.Envelope(
        MailMembers.recipients(own).stream()
            .flatMap(text -> EmailAddress.parse(text).stream())
            .toList(),
        MailMembers.own(request, own, "subject").map(String.class::cast).orElse(""),
        customArgs,
        MailMembers.own(request, own, "send_at")
            .map(at -> Instant.ofEpochSecond(Math.max(0, ((Number) at).longValue()))));
  }
}
