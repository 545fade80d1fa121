package dev.rebound.ingest.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The fields of a header, or of one recipient in a delivery report, by lower-case name. */
final class HeaderFields {
  // Longer values were not written for people, and stay encoded.
  private static final int MAX_DECODED = 4000;

  private final Map<String, List<String>> values = new HashMap<>();

  /**
   * Adds a field.
   *
   * @param name in lower case
   * @param value may be folded
   */
  void add(String name, String value) {
    values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(Texts.oneLine(value));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the first field's value on one line; empty when there is none. */
  String first(String name) {
    return has(name) ? values.get(name).get(0) : "";
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns the first field's value with its encoded words (RFC 2047) decoded. */
  String text(String name) {
    return decoded(first(name));
  }

  static String decoded(String value) {
    if (!value.contains("=?") || value.length() > MAX_DECODED) {
      return value;
    }
    return Texts.oneLine(DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT));
  }
}
