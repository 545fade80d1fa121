package dev.rebound.mock.fault;

/** A pattern of paths. {@code *} matches any text, slashes too. */
record PathGlob(String pattern) {
  /** The greatest length of a pattern, in characters. */
  static final int MAX_LENGTH = 1000;

  /** Whether a path matches, within a time proportional to path times pattern. */
  boolean matches(String path) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < path.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && pattern.charAt(at) == path.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        // The last star matches one character more.
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
