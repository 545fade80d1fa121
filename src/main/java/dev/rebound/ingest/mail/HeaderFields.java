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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The fields of a header, or of one recipient in a delivery report, by lower-case name. */
final class HeaderFields {
  // Longer values were not written for people, and stay encoded.
  private static final int MAX_DECODED = 4000;
  private static final int MAX_NAME = 60;
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0," + MAX_NAME + "}+) {0," + MAX_NAME + "}+:");

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
    Matcher name = NAME.matcher(line);
    boolean isName = name.lookingAt() && name.end() <= MAX_NAME + 1;
    return isName ? name.group(1).toLowerCase(Locale.ROOT) : "";
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
    return has(name) ? values.get(name).get(0) : "";
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
    return Stream.of(names)
        .flatMap(name -> all(name).stream())
        .flatMap(field -> Addresses.all(field).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static String decoded(String value) {
    if (!value.contains("=?") || value.length() > MAX_DECODED) {
      return value;
    }
    return Texts.oneLine(DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT));
  }
}
