package dev.rebound.ingest.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the status in the reply of a server. */
final class Reply {
  private static final String STATUS = "(?<status>[45]\\.\\d{1,3}\\.\\d{1,3})";
  private static final Pattern CODE =
      Pattern.compile("^(?<code>[45]\\d\\d)(?:[ -]+#?" + STATUS + "\\b)?");
  // The notation of qmail: (#5.1.1).
  private static final Pattern NUMBER = Pattern.compile("#" + STATUS + "\\b");

  private Reply() {}

  /** Returns the enhanced status code, or else the reply code; empty when there is neither. */
  static String status(String reply) {
    Matcher code = CODE.matcher(reply);
    boolean hasCode = code.find();
    if (hasCode && code.group("status") != null) {
      return code.group("status");
    }
    Matcher number = NUMBER.matcher(reply);
    if (number.find()) {
      return number.group("status");
    }
    return hasCode ? code.group("code") : "";
  }
}
