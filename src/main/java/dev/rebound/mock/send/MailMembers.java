package dev.rebound.mock.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads members of a request. Passes over members of a wrong type, which the schema reports. */
final class MailMembers {
  /** The lists of recipients. */
  static final List<String> LISTS = List.of("to", "cc", "bcc");

  private MailMembers() {}

  /** Returns the addresses of a personalization, in the order to, cc, bcc. */
  static List<String> recipients(Map<?, ?> own) {
    return LISTS.stream().flatMap(list -> emails(own, list).stream()).toList();
  }

  /** Returns the addresses of one list of a personalization. */
  static List<String> emails(Map<?, ?> own, String list) {
    List<String> emails = new ArrayList<>();
    for (Map<?, ?> recipient : objects(own, list)) {
      if (recipient.get("email") instanceof String email) {
        emails.add(email);
      }
    }
    return emails;
  }

  /** Returns a member of a personalization, or else of the request. */
  static Optional<Object> own(Map<?, ?> request, Map<?, ?> own, String name) {
    return Optional.ofNullable((Object) own.get(name))
        .or(() -> Optional.ofNullable(request.get(name)));
  }

  /** Returns an object; an empty one where the member is something else. */
  static Map<?, ?> object(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> object ? object : Map.of();
  }

  /** Returns the elements of an array; none where the member is something else. */
  static List<?> array(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof List<?> array ? array : List.of();
  }

  /** Returns the objects of an array. */
  static List<Map<?, ?>> objects(Map<?, ?> parent, String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object element : array(parent, name)) {
      if (element instanceof Map<?, ?> object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
