package dev.rebound.seed;

import dev.rebound.classify.Classifier;
import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.List;

/**
 * A reply of a receiver with places for what differs from mail to mail. It is classified once: what
 * stands in the places says nothing about why.
 *
 * @param weight how often it comes, beside the receiver's others
 * @param parts literal text and places by turns, literal text first and last
 */
record Reply(double weight, String status, List<String> parts, Verdict verdict, BounceType type) {
  private static final EmailAddress SAMPLE = new EmailAddress("mary.smith@gmail.com");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 20;
  // The networks of documentation (RFC 5737): nobody's.
  private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};

  /**
   * @param template with {@code {email}}, {@code {local}}, {@code {domain}}, {@code {ip}}, {@code
   *     {id}} and {@code {n}} as places
   */
  static Reply of(double weight, String status, String template, Classifier classifier) {
    List<String> parts = List.of(template.split("[{}]", -1));
    String sample = text(parts, SAMPLE, new Dice(0, 0));
    Verdict verdict = classifier.classify(sample, status);
    return new Reply(weight, status, parts, verdict, FailureType.of(verdict, sample, status));
  }

  String text(EmailAddress email, Dice dice) {
    return text(parts, email, dice);
  }

  private static String text(List<String> parts, EmailAddress email, Dice dice) {
    StringBuilder text = new StringBuilder(256);
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 0) {
        text.append(parts.get(i));
      } else {
        fill(text, parts.get(i), email.text(), dice);
      }
    }
    return text.toString();
  }

  private static void fill(StringBuilder text, String place, String email, Dice dice) {
    switch (place) {
      case "email" -> text.append(email);
      case "local" -> text.append(email, 0, email.indexOf('@'));
      case "domain" -> text.append(email, email.indexOf('@') + 1, email.length());
      case "ip" -> text.append(NETWORKS[dice.below(NETWORKS.length)]).append(1 + dice.below(254));
      case "id" -> appendId(text, dice);
      case "n" -> text.append(1 + dice.below(40));
      default -> throw new IllegalArgumentException("a reply has no place for " + place);
    }
  }

  private static void appendId(StringBuilder text, Dice dice) {
    for (int i = 0; i < ID_LENGTH; i++) {
      text.append(LETTERS.charAt(dice.below(LETTERS.length())));
    }
  }
}
