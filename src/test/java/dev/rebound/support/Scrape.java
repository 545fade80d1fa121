package dev.rebound.support;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What /metrics answered at one moment. */
public record Scrape(String text) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  /** The names; the largest values that stand beside a histogram belong to it. */
  public Set<String> metrics() {
    Set<String> names =
        text.lines()
            .map(TYPE::matcher)
            .filter(Matcher::matches)
            .map(type -> type.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeIf(name -> name.endsWith("_max") && names.contains(name.replaceAll("_max$", "")));
    return names;
  }

  /** The names of a metric's labels, without that of a histogram's bounds. */
  public Set<String> labels(String metric) {
    Set<String> labels = new TreeSet<>();
    lines(metric, "(_count|_total)?")
        .forEach(
            line -> LABEL.matcher(line).results().forEach(label -> labels.add(label.group(1))));
    if (lines(metric, "(_count)?").findAny().isEmpty()) {
      throw new AssertionError("no " + metric + " in\n" + text);
    }
    return labels;
  }

  /**
   * The sum of a metric's series that have these labels.
   *
   * @param labels as they are written: {@code lane="quick"}
   */
  public double sum(String series, String... labels) {
    return lines(series, "")
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Stream<String> lines(String name, String suffix) {
    Pattern start = Pattern.compile("^" + name + suffix + "[{ ].*");
    return text.lines().filter(line -> start.matcher(line).matches());
  }
}
