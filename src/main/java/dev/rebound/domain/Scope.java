package dev.rebound.domain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a key may do, by SendGrid's scope names (contract, 2.2). The broader names grant the
 * narrower.
 */
public enum Scope {
  SUPPRESSION_CREATE("suppression.create"),
  SUPPRESSION_READ("suppression.read"),
  SUPPRESSION_UPDATE("suppression.update"),
  SUPPRESSION_DELETE("suppression.delete"),
  BOUNCES_CREATE("suppression.bounces.create"),
  BOUNCES_READ("suppression.bounces.read"),
  BOUNCES_UPDATE("suppression.bounces.update"),
  BOUNCES_DELETE("suppression.bounces.delete");

  /** What a key created without scopes may do. */
  public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static Optional<Scope> of(String label) {
    for (Scope scope : values()) {
      if (scope.label.equals(label)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  /** Whether a key with these scopes may do what needs this one. */
  public boolean isGrantedBy(Set<Scope> scopes) {
    return scopes.contains(this) || scopes.contains(broader());
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
