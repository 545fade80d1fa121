package dev.rebound.seed;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.seed.SmtpReplies.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The replies of all receivers of a seed, for a mock's bounces. Immutable and thread-safe. */
public final class SeededReplies {
  private final List<Reply> all =
      SmtpReplies.readAll().values().stream().flatMap(replies -> replies.all().stream()).toList();

  /**
   * A reply to a recipient.
   *
   * @param status an enhanced status code or a reply code; empty where the text decides
   */
  public record Chosen(String text, String status) {}

  /** The outcome that a reply is for. */
  public enum Use {
    BOUNCE(reply -> reply.type() == BounceType.BOUNCE),
    BLOCK(reply -> reply.type() == BounceType.BLOCKED),
    DEFERRAL(reply -> reply.parts().get(0).startsWith("4"));

    private final Predicate<Reply> isUsual;

    Use(Predicate<Reply> isUsual) {
      this.isUsual = isUsual;
    }
  }

  /**
   * Returns a reply of a class, one that is usual for its use where the class has any.
   *
   * @param seed chooses, together with the address
   * @return empty for a class without replies
   */
  public Optional<Chosen> ofClass(Classification wanted, Use use, EmailAddress email, long seed) {
    return choose(reply -> reply.verdict().classification() == wanted, use, email, seed);
  }

  /**
   * Returns a reply with a status code, as above.
   *
   * @param code an enhanced status code or a reply code
   * @return empty for a code without replies
   */
  public Optional<Chosen> ofCode(String code, Use use, EmailAddress email, long seed) {
    Predicate<Reply> hasCode =
        reply -> reply.status().equals(code) || reply.parts().get(0).startsWith(code + " ");
    return choose(hasCode, use, email, seed);
  }

  private Optional<Chosen> choose(Predicate<Reply> wanted, Use use, EmailAddress email, long seed) {
    List<Reply> possible = all.stream().filter(wanted).toList();
    List<Reply> usual = possible.stream().filter(use.isUsual).toList();
    List<Reply> some = usual.isEmpty() ? possible : usual;
    if (some.isEmpty()) {
      return Optional.empty();
    }
    SeededRandom random = new SeededRandom(seed, email.text().hashCode());
    Distribution weights = Distribution.of(some.stream().mapToDouble(Reply::weight).toArray());
    Reply reply = some.get(weights.indexOf(random.nextDouble()));
    return Optional.of(new Chosen(reply.text(email, random), reply.status()));
  }
}
