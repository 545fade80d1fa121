package dev.rebound.mock.send;

import dev.rebound.domain.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A valid request to send.
 *
 * @param envelopes one for each personalization
 * @param categories as given
 * @param asmGroup the unsubscribe group
 * @param bypassesBounces whether addresses on the bounce list get the mail too
 * @param isSandbox whether the request is only checked
 */
public record Mail(
    List<Envelope> envelopes,
    List<String> categories,
    OptionalLong asmGroup,
    boolean bypassesBounces,
    boolean isSandbox) {
  public Mail {
    envelopes = List.copyOf(envelopes);
    categories = List.copyOf(categories);
  }

  /**
   * One personalization.
   *
   * @param recipients in the order to, cc, bcc
   * @param subject its own or that of the request; empty where a template has it
   * @param customArgs its own and those of the request
   * @param sendAt its own time or that of the request
   */
  public record Envelope(
      List<EmailAddress> recipients,
      String subject,
      Map<String, String> customArgs,
      Optional<Instant> sendAt) {
    public Envelope {
      recipients = List.copyOf(recipients);
      customArgs = Map.copyOf(customArgs);
    }
  }
}
