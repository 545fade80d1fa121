package dev.rebound.mock.send;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks that concern several members of a request, with SendGrid's messages. They pass over
 * members of a wrong type, which the schema reports.
 */
final class MailRules {
  static final int MAX_RECIPIENTS = 1_000;

  private static final String PERSONALIZATIONS = "personalizations";
  private static final String ITEM = PERSONALIZATIONS + ".";
  private static final String RECIPIENTS = "message.recipient-errors";
  private static final Duration MAX_DELAY = Duration.ofHours(72);
  private static final int MAX_CUSTOM_BYTES = 10_000;
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final String DYNAMIC = "d-";
  private static final Pattern HEADER_NAME = Pattern.compile("[!-~&&[^:]]+");
  private static final Set<String> RESERVED =
      Set.of(
          "x-sg-id",
          "x-sg-eid",
          "received",
          "dkim-signature",
          "content-type",
          "content-transfer-encoding",
          "to",
          "from",
          "subject",
          "reply-to",
          "cc",
          "bcc");

  private final Map<?, ?> request;
  private final Instant now;
  private final List<Map<?, ?>> personalizations;
  private final List<MailError> errors = new ArrayList<>();

  MailRules(Map<?, ?> request, Instant now) {
    this.request = request;
    this.now = now;
    this.personalizations = MailMembers.objects(request, PERSONALIZATIONS);
  }

  List<MailError> check() {
    boolean hasTemplate = checkTemplate();
    checkSubject(hasTemplate);
    checkContent(hasTemplate);
    checkReplyTo();
    checkCategories();
    checkHeaders(request, "", "message.headers");
    checkSendAt(request, "", "message.send_at");
    for (int i = 0; i < personalizations.size(); i++) {
      checkPersonalization(personalizations.get(i), ITEM + i);
    }
    checkTotal();
    return errors;
  }

  private void checkPersonalization(Map<?, ?> own, String field) {
    checkUnique(own, field);
    checkHeaders(own, field + ".", "message.personalizations.headers");
    checkSendAt(own, field + ".", "message.personalizations.send_at");
    checkCustomArgs(own, field);
    if (isDynamic() && !MailMembers.object(own, "substitutions").isEmpty()) {
      error(
          "Substitutions may not be used with dynamic templating",
          field + ".substitutions",
          "message.personalizations.substitutions");
    }
  }

  private boolean isDynamic() {
    return request.get("template_id") instanceof String id && id.startsWith(DYNAMIC);
  }

  /** Returns whether a template can bring the subject and the content. */
  private boolean checkTemplate() {
    if (!(request.get("template_id") instanceof String id) || id.isEmpty()) {
      return false;
    }
    boolean isValid = id.startsWith(DYNAMIC) || GUID.matcher(id).matches();
    if (!isValid) {
      error(
          "The template_id must be a valid GUID, you provided '" + id + "'.",
          "template_id",
          "message.template_id");
    }
    return isValid;
  }

  private void checkSubject(boolean hasTemplate) {
    boolean isEverywhere =
        !personalizations.isEmpty()
            && personalizations.stream().allMatch(own -> isPresent(own.get("subject")));
    boolean isMistyped =
        request.get("subject") != null && !(request.get("subject") instanceof String);
    if (!hasTemplate && !isEverywhere && !isMistyped && !isPresent(request.get("subject"))) {
      error(
          "The subject is required. You can get around this requirement if you use a template with"
              + " a subject defined or if every personalization has a subject defined.",
          "subject",
          "message.subject");
    }
  }

  private static boolean isPresent(Object text) {
    return text instanceof String subject && !subject.isEmpty();
  }

  private void checkContent(boolean hasTemplate) {
    Object content = request.get("content");
    boolean isMissing =
        !request.containsKey("content") || content instanceof List<?> array && array.isEmpty();
    if (isMissing && !hasTemplate) {
      error(
          "Unless a valid template_id is provided, the content parameter is required. There must"
              + " be at least one defined content block. We typically suggest both text/plain and"
              + " text/html blocks are included, but only one block is required.",
          "content",
          "message.content");
    }
    List<Integer> ranks =
        MailMembers.objects(request, "content").stream()
            .map(block -> rank(block.get("type")))
            .toList();
    if (!ranks.equals(ranks.stream().sorted().toList())) {
      error(
          "Following RFC 1341, section 7.2, if either text/html or text/plain are to be sent in"
              + " your email: text/plain needs to be first, followed by text/html, followed by any"
              + " other content.",
          "content",
          "message.content.value");
    }
  }

  private static int rank(Object type) {
    String name = type instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : "";
    return switch (name) {
      case "text/plain" -> 0;
      case "text/html" -> 1;
      default -> 2;
    };
  }

  private void checkReplyTo() {
    if (request.containsKey("reply_to") && request.containsKey("reply_to_list")) {
      error(
          "You can use either reply_to or reply_to_list, but not both.",
          "reply_to",
          "message.reply_to");
    }
  }

  private void checkCategories() {
    Set<Object> seen = new HashSet<>();
    MailMembers.array(request, "categories").stream()
        .filter(category -> !seen.add(category))
        .findFirst()
        .ifPresent(
            category ->
                error(
                    "The categories must be a unique list, and you have included "
                        + category
                        + " more than once.",
                    "categories",
                    "message.categories"));
  }

  private void checkHeaders(Map<?, ?> level, String prefix, String heading) {
    for (Object key : MailMembers.object(level, "headers").keySet()) {
      String name = (String) key;
      if (!HEADER_NAME.matcher(name).matches()) {
        error(
            "Header keys cannot contain non-ASCII characters and empty spaces.",
            prefix + "headers",
            heading);
      } else if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        error("Header can not be one of the reserved keys.", prefix + "headers", heading);
      }
    }
  }

  private void checkSendAt(Map<?, ?> level, String prefix, String heading) {
    if (level.get("send_at") instanceof Number at
        && at.longValue() > now.plus(MAX_DELAY).getEpochSecond()) {
      error("Scheduling more than 72 hours in advance is forbidden.", prefix + "send_at", heading);
    }
  }

  private void checkCustomArgs(Map<?, ?> own, String field) {
    Map<Object, Object> merged = new HashMap<>(MailMembers.object(request, "custom_args"));
    merged.putAll(MailMembers.object(own, "custom_args"));
    int bytes =
        merged.entrySet().stream()
            .mapToInt(arg -> length(arg.getKey()) + length(arg.getValue()))
            .sum();
    if (bytes > MAX_CUSTOM_BYTES) {
      error(
          "The combined size of both global and personalization custom arguments may not exceed"
              + " 10,000 bytes per personalization.",
          field + ".custom_args",
          "message.personalizations.custom_args");
    }
  }

  private static int length(Object text) {
    return text instanceof String some ? some.getBytes(StandardCharsets.UTF_8).length : 0;
  }

  private void checkUnique(Map<?, ?> own, String field) {
    Set<String> seen = new HashSet<>();
    for (String list : MailMembers.LISTS) {
      for (String email : MailMembers.emails(own, list)) {
        if (!seen.add(email.strip().toLowerCase(Locale.ROOT))) {
          error(
              "Each email address in the personalization block should be unique between to, cc,"
                  + " and bcc. We found the first duplicate instance of ["
                  + email
                  + "] in the "
                  + field
                  + "."
                  + list
                  + " field.",
              field,
              RECIPIENTS);
          return;
        }
      }
    }
  }

  private void checkTotal() {
    int total = personalizations.stream().mapToInt(own -> MailMembers.recipients(own).size()).sum();
    if (total > MAX_RECIPIENTS) {
      error(
          "There is a limit of 1000 total recipients (to + cc + bcc) per request.",
          PERSONALIZATIONS,
          RECIPIENTS);
    }
  }

  private void error(String message, String field, String heading) {
    errors.add(MailError.of(message, field, heading));
  }
}
