package dev.rebound.mock.send;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a request and the checks of each one, as {@code mail-send.txt} lists them.
 * Immutable and thread-safe.
 */
final class MailSchema {
  private static final String ELEMENT = "*";

  private final Member root = new Member(Type.OBJECT, Optional.empty());

  private MailSchema() {}

  /** Thrown for a value that makes SendGrid refuse the whole request without a reason. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A JSON type, and more. */
  private enum Type {
    OBJECT,
    OPEN,
    STRINGS,
    ARRAY,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN;

    boolean accepts(Object value) {
      return switch (this) {
        case OBJECT, OPEN, STRINGS -> value instanceof Map;
        case ARRAY -> value instanceof List;
        case STRING -> value instanceof String;
        case INTEGER -> value instanceof Integer || value instanceof Long;
        case NUMBER -> value instanceof Number;
        case BOOLEAN -> value instanceof Boolean;
      };
    }

    String label() {
      return this == OPEN || this == STRINGS ? OBJECT.label() : name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of a value's type. */
    static String labelOf(Object value) {
      return value == null
          ? "null"
          : Arrays.stream(values())
              .filter(type -> type.accepts(value))
              .findFirst()
              .map(Type::label)
              .orElse("number");
    }
  }

  /** A member of the request. Mutable only while the schema is read. */
  private static final class Member {
    private final Type type;
    private final Optional<String> heading;
    private final List<MailCheck> checks = new ArrayList<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Optional<String> required = Optional.empty();
    private Optional<String> wrongType = Optional.empty();
    private boolean isImplied;

    Member(Type type, Optional<String> heading) {
      this.type = type;
      this.heading = heading;
    }

    void addCheck(String line) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "implied" -> isImplied = true;
        case "required" -> required = Optional.of(words[1]);
        case "type" -> wrongType = Optional.of(words[1]);
        default -> checks.add(MailCheck.of(words[0], words[1]));
      }
    }
  }

  /** Reads the lines of a schema. */
  static MailSchema of(List<String> lines) {
    MailSchema schema = new MailSchema();
    Member last = schema.root;
    for (String line : lines) {
      if (line.startsWith(" ")) {
        last.addCheck(line.strip());
      } else {
        last = schema.add(line.split(" "));
      }
    }
    return schema;
  }

  private Member add(String[] words) {
    Type type = Type.valueOf(words[1].toUpperCase(Locale.ROOT));
    Member member = new Member(type, Optional.of(words[2]).filter(heading -> !heading.equals("-")));
    String[] path = words[0].split("\\.");
    Member parent = root;
    for (String name : path) {
      Member next = parent.members.get(name);
      if (next == null) {
        parent.members.put(name, member);
        return member;
      }
      parent = next;
    }
    throw new IllegalArgumentException("a second line of " + words[0]);
  }

  /**
   * Returns the errors of a request.
   *
   * @throws UnreadableException for a request that SendGrid refuses without a reason
   */
  List<MailError> check(Map<String, ?> request) {
    List<MailError> errors = new ArrayList<>();
    checkMembers(request, "", root, errors);
    return errors;
  }

  private static void check(Object value, String field, Member member, List<MailError> errors) {
    if (!member.type.accepts(value)) {
      String message =
          "Invalid type. Expected: %s, given: %s."
              .formatted(member.type.label(), Type.labelOf(value));
      errors.add(error(member.wrongType.orElse(message), field, member));
      return;
    }
    for (MailCheck check : member.checks) {
      if (!check.accepts(value)) {
        errors.add(error(check.message(value), field, member));
        break;
      }
    }
    if (value instanceof Map<?, ?> object) {
      checkObject(object, field, member, errors);
    } else if (value instanceof List<?> array && member.members.containsKey(ELEMENT)) {
      for (int i = 0; i < array.size(); i++) {
        check(array.get(i), field + "." + i, member.members.get(ELEMENT), errors);
      }
    }
  }

  private static void checkObject(
      Map<?, ?> object, String field, Member member, List<MailError> errors) {
    if (member.type == Type.OBJECT) {
      checkMembers(object, field + ".", member, errors);
    } else if (member.type == Type.STRINGS
        && !object.values().stream().allMatch(String.class::isInstance)) {
      throw new UnreadableException();
    }
  }

  private static void checkMembers(
      Map<?, ?> object, String prefix, Member parent, List<MailError> errors) {
    int known = 0;
    for (Map.Entry<String, Member> entry : parent.members.entrySet()) {
      String name = entry.getKey();
      Member member = entry.getValue();
      if (object.containsKey(name)) {
        known++;
        check(object.get(name), prefix + name, member, errors);
      } else if (member.isImplied) {
        check(Map.of(), prefix + name, member, errors);
      } else if (member.required.isPresent()) {
        errors.add(error(member.required.get(), prefix + name, member));
      }
    }
    if (known < object.size()) {
      addUnknown(object, prefix, parent, errors);
    }
  }

  private static void addUnknown(
      Map<?, ?> object, String prefix, Member parent, List<MailError> errors) {
    for (Object name : object.keySet()) {
      if (!parent.members.containsKey(name)) {
        String message = "Additional property " + name + " is not allowed.";
        errors.add(new MailError(message, Optional.of(prefix + name), Optional.empty()));
      }
    }
  }

  private static MailError error(String message, String field, Member member) {
    return member
        .heading
        .map(heading -> MailError.of(message, field, heading))
        .orElseGet(() -> new MailError(message, Optional.of(field), Optional.empty()));
  }
}
