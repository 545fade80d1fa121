package dev.rebound.mock;

import java.util.regex.Pattern;

/** Patterns in which one character matches any text. */
public final class Glob {
  private Glob() {}

  /**
   * Returns the pattern of a text. Atomic groups keep the time of a match proportional to input
   * times text.
   *
   * @param any the character that matches any text
   */
  public static Pattern of(String text, char any) {
    String[] parts = text.split(Pattern.quote(String.valueOf(any)) + "+", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length - 1; i++) {
      regex.append("(?>.*?").append(Pattern.quote(parts[i])).append(')');
    }
    if (parts.length > 1) {
      regex.append(".*").append(Pattern.quote(parts[parts.length - 1]));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
