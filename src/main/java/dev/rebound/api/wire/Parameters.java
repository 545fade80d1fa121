package dev.rebound.api.wire;

import dev.rebound.api.wire.Problem.FieldError;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.Page;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the parameters of one request, and collects the errors in them. An empty number or date
 * counts as absent. A parameter that narrows a request is never ignored: another form of a name
 * that is read, such as {@code name[]}, {@code name[0]} or {@code Name}, is an error where it is
 * not read too.
 */
public final class Parameters {
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final String OFFSET = "offset";
  private static final List<String> CONDITIONS =
      List.of(
          "start_time",
          "end_time",
          "start_date",
          "end_date",
          "days",
          "type",
          "classification",
          OFFSET,
          AFTER);
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^-?0*(?=[0-9])");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  // Fewer digits are rather a date, such as 20220101 or 2022.
  private static final Pattern SECONDS = Pattern.compile("0|[0-9]{9,}");
  private static final Pattern FORM_END = Pattern.compile("(?<=.)[\\[.].*", Pattern.DOTALL);
  private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z0-9]+");
  private static final int MAX_LONG_DIGITS = 18;
  private static final int SECONDS_A_DAY = 86_400;

  // The last of a repeated parameter counts, unless it is empty (contract, chapter 9, row 4).
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<String>> bracketed = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  public Parameters(MultiMap parameters) {
    parameters.forEach(parameter -> add(parameter.getKey(), parameter.getValue()));
  }

  private void add(String name, String value) {
    int bracket = name.indexOf('[');
    if (bracket <= 0) {
      values.merge(name, value, (earlier, later) -> later.isEmpty() ? earlier : later);
    } else if (!value.isEmpty()) {
      bracketed.computeIfAbsent(name.substring(0, bracket), first -> new ArrayList<>()).add(value);
    }
  }

  public Optional<String> text(String name) {
    read.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Takes the value of {@code name} and those of {@code name[]} and {@code name[0]}. To be called
   * once for a name.
   */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>(text(name).stream().toList());
    Optional.ofNullable(bracketed.remove(name)).ifPresent(texts::addAll);
    return texts;
  }

  /** Reads an integer; one that exceeds a long counts as the largest or smallest long. */
  public long integer(String name, long fallback) {
    String text = text(name).orElse("");
    if (text.isEmpty()) {
      return fallback;
    }
    if (!INTEGER.matcher(text).matches()) {
      error(name, "must be a numeric value");
      return fallback;
    }
    boolean isNegative = text.startsWith("-");
    String digits = LEADING_ZEROS.matcher(text).replaceFirst("");
    if (digits.length() > MAX_LONG_DIGITS) {
      return isNegative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return isNegative ? -Long.parseLong(digits) : Long.parseLong(digits);
  }

  /**
   * Reads {@code limit}, the most rows of a page: 1 to {@value Page#MAX_LIMIT}, which is the
   * default.
   */
  public int limit() {
    return validLimit(integer(LIMIT, Page.MAX_LIMIT));
  }

  /** Reads {@code limit} like {@link #limit}; a larger one counts as {@value Page#MAX_LIMIT}. */
  public int clampedLimit() {
    return validLimit(Math.min(integer(LIMIT, Page.MAX_LIMIT), Page.MAX_LIMIT));
  }

  private int validLimit(long limit) {
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      error(LIMIT, "must be between 1 and " + Page.MAX_LIMIT);
    }
    return (int) limit;
  }

  /** Reads {@code offset}, the rows before a page: 0 or more. */
  public long offset() {
    long offset = integer(OFFSET, 0);
    if (offset < 0) {
      error(OFFSET, "must be 0 or greater");
    }
    return offset;
  }

  /** Reads {@code after}, the end of an earlier page; empty when absent or not such, an error. */
  public Optional<MatchResult> cursor(Pattern pattern) {
    Optional<String> text = text(AFTER);
    Optional<MatchResult> cursor =
        text.map(pattern::matcher).filter(Matcher::matches).map(Matcher::toMatchResult);
    if (text.isPresent() && cursor.isEmpty()) {
      error(AFTER, "must be the next of an earlier response");
    }
    return cursor;
  }

  /** Reads 0 or 1; absent counts as 0. */
  public boolean flag(String name) {
    String text = text(name).orElse("");
    if (!List.of("", "0", "1").contains(text)) {
      error(name, "must be 0 or 1");
    }
    return text.equals("1");
  }

  /** Reads a day, {@code YYYY-MM-DD}; empty when absent or no day, which is an error. */
  public Optional<LocalDate> date(String name) {
    String text = text(name).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Java's own format also has years of more digits, and with a sign.
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeParseException e) {
      // Reported below, as any other text.
    }
    error(name, "must be a date (YYYY-MM-DD)");
    return Optional.empty();
  }

  /**
   * Reads a day, {@code YYYY-MM-DD}, or the UTC day that holds a time in Unix seconds. A second
   * outside of the range that events have counts as its end.
   */
  public Optional<LocalDate> dayOrSeconds(String name) {
    if (!SECONDS.matcher(text(name).orElse("")).matches()) {
      return date(name);
    }
    long seconds = Math.min(integer(name, 0), BounceEvent.MAX_TIME);
    return Optional.of(LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY)));
  }

  /** Returns the names of parameters that narrow requests to other endpoints, and more names. */
  public static Set<String> conditions(String... more) {
    return Stream.concat(CONDITIONS.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  /**
   * Adds an error for each of these parameters that is present, in any form, and that no other
   * method reads.
   */
  public void refuse(String message, Set<String> names) {
    unread()
        .flatMap(given -> nameAmong(names, given).stream())
        .filter(name -> !read.contains(name))
        .distinct()
        .forEach(name -> error(name, message));
  }

  /** Adds an error for each parameter that is present and was not read. */
  public void refuseOthers(String message) {
    unread().filter(name -> nameAmong(read, name).isEmpty()).forEach(name -> error(name, message));
  }

  /** Returns the parameters that were not read in the form in which they are present. */
  private Stream<String> unread() {
    Stream<String> given =
        values.keySet().stream()
            .filter(name -> !values.get(name).isEmpty() && !read.contains(name));
    return Stream.concat(given, bracketed.keySet().stream());
  }

  /**
   * Returns the name that a client may have meant by another form of it: {@code START_TIME}, {@code
   * startTime}, {@code start_time[]} and {@code start_time.0} are {@code start_time}.
   */
  public static Optional<String> nameAmong(Set<String> names, String given) {
    String letters = letters(FORM_END.matcher(given).replaceFirst(""));
    return names.stream().filter(name -> letters(name).equals(letters)).findFirst();
  }

  private static String letters(String name) {
    return NO_LETTERS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  public void error(String field, String message) {
    errors.add(FieldError.of(field, message));
  }

  /** Returns the value, or all errors. */
  public <T> Result<T> finish(Supplier<T> value) {
    unread()
        .flatMap(given -> nameAmong(read, given).stream())
        .distinct()
        .forEach(name -> error(name, "must be given once and in this form"));
    return errors.isEmpty()
        ? new Result.Valid<>(value.get())
        : new Result.Invalid<>(new Problem(400, errors));
  }
}
