package dev.rebound.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The permissions of a key, with SendGrid's scope names where it has them (contract, 2.2). A
 * broader scope grants the narrower ones.
 */
public enum Scope {
  SUPPRESSION_CREATE("suppression.create"),
  SUPPRESSION_READ("suppression.read"),
  SUPPRESSION_UPDATE("suppression.update"),
  SUPPRESSION_DELETE("suppression.delete"),
  BOUNCES_CREATE("suppression.bounces.create"),
  BOUNCES_READ("suppression.bounces.read"),
  BOUNCES_UPDATE("suppression.bounces.update"),
  BOUNCES_DELETE("suppression.bounces.delete"),
  ERASE("rebound.erase"),
  ACCOUNTS_READ("rebound.accounts.read"),
  ACCOUNTS_CREATE("rebound.accounts.create"),
  KEYS_READ("rebound.keys.read"),
  KEYS_CREATE("rebound.keys.create"),
  KEYS_DELETE("rebound.keys.delete"),
  OWN_WEBHOOKS_READ("rebound.webhooks.read"),
  OWN_WEBHOOKS_CREATE("rebound.webhooks.create"),
  OWN_WEBHOOKS_DELETE("rebound.webhooks.delete"),
  /** The controls of a mock. */
  MOCK("rebound.mock"),
  MAIL_SEND("mail.send"),
  WEBHOOKS_CREATE("user.webhooks.event.settings.create"),
  WEBHOOKS_READ("user.webhooks.event.settings.read"),
  WEBHOOKS_UPDATE("user.webhooks.event.settings.update"),
  WEBHOOKS_DELETE("user.webhooks.event.settings.delete");

  // SendGrid has no such scopes.
  private static final String OWN_PREFIX = "rebound.";

  /** Scopes of endpoints that only a mock has. */
  private static final Set<Scope> MOCK_ONLY = EnumSet.range(MAIL_SEND, WEBHOOKS_DELETE);

  /** The scopes of a key that was created without scopes. */
  public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static Optional<Scope> of(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label.equals(label)).findFirst();
  }

  /** Returns whether SendGrid has the scope too, and the service has an endpoint for it. */
  public boolean isListed(boolean isMock) {
    return !label.startsWith(OWN_PREFIX) && (isMock || !MOCK_ONLY.contains(this));
  }

  /** Returns whether these scopes include this one or its broader scope. */
  public boolean isGrantedBy(Set<Scope> scopes) {
    return scopes.contains(this) || scopes.contains(broader());
  }

  /**
   * Returns whether a key with the held scopes may create a key with the wanted ones. Full access
   * includes scopes of later versions, so that only full access grants it.
   */
  public static boolean canGrant(Set<Scope> held, Set<Scope> wanted) {
    return wanted.equals(ALL)
        ? held.equals(ALL)
        : wanted.stream().allMatch(scope -> scope.isGrantedBy(held));
  }

  private Scope broader() {
    return switch (this) {
      case BOUNCES_CREATE -> SUPPRESSION_CREATE;
      case BOUNCES_READ -> SUPPRESSION_READ;
      case BOUNCES_UPDATE -> SUPPRESSION_UPDATE;
      case BOUNCES_DELETE -> SUPPRESSION_DELETE;
      default -> this;
    };
  }
}
