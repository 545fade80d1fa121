package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The fields of a header, or of one recipient in a delivery report, by lower-case name. */
final class HeaderFields {
  // Longer values were not written for people, and stay encoded.
  private static final int MAX_DECODED = 4000;
  private static final int MAX_NAME = 60;

  private final Map<String, List<String>> values = new HashMap<>();

  /** Parses the header at the start of a text, which ends at the first blank line. */
  static HeaderFields parse(String text) {
    HeaderFields fields = new HeaderFields();
    read(text.lines().takeWhile(line -> !line.isBlank()), fields::add);
    return fields;
  }

  /**
   * Reads fields one by one. A line without a field name continues the field before it, whether it
   * starts with a blank or not: not all mailers fold correctly.
   *
   * @param fields accepts the lower-case name and the value of each field, and two empty strings
   *     for a blank line
   */
  static void read(Stream<String> lines, BiConsumer<String, String> fields) {
    String name = "";
    StringBuilder value = new StringBuilder();
    for (String line : (Iterable<String>) lines::iterator) {
      String next = name(line);
      if (next.isEmpty() && !line.isBlank()) {
        value.append('\n').append(line);
      } else {
        addField(name, value, fields);
        name = next;
        value = new StringBuilder(line.substring(line.indexOf(':') + 1));
      }
      if (line.isBlank()) {
        fields.accept("", "");
      }
    }
    addField(name, value, fields);
  }

  private static void addField(
      String name, StringBuilder value, BiConsumer<String, String> fields) {
    if (!name.isEmpty()) {
      fields.accept(name, value.toString());
    }
  }

  /** Returns the lower-case name of the field that starts on a line; empty for other lines. */
  static String name(String line) {
    int colon = line.indexOf(':');
    if (colon < 1 || colon > MAX_NAME || !isLetter(line.charAt(0))) {
      return "";
    }
    int end = colon;
    while (line.charAt(end - 1) == ' ') {
      end--;
    }
    for (int at = 1; at < end; at++) {
      if (!isNameCharacter(line.charAt(at))) {
        return "";
      }
    }
    return line.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isNameCharacter(char c) {
    return isLetter(c) || c >= '0' && c <= '9' || c == '_' || c == '-';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

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
    List<String> all = values.get(name);
    return all == null ? "" : all.get(0);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns the first field's value with its encoded words (RFC 2047) decoded. */
  String text(String name) {
    return decoded(first(name));
  }

  /** Returns the addresses in all fields of these names, in their order. */
  Set<EmailAddress> addresses(String... names) {
    Set<EmailAddress> addresses = new LinkedHashSet<>();
    for (String name : names) {
      for (String field : all(name)) {
        Addresses.in(field).forEach(mention -> addresses.add(mention.email()));
      }
    }
    return addresses;
  }

  static String decoded(String value) {
    if (!value.contains("=?") || value.length() > MAX_DECODED) {
      return value;
    }
    return Texts.oneLine(DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT));
  }
}
