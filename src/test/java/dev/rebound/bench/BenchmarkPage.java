package dev.rebound.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is measured of a service, in {@code docs/benchmarks.md}, and its chart. */
final class BenchmarkPage {
  private static final Path CHART = Path.of("docs/benchmarks.svg");
  private static final int BAR = 24;
  private static final int WIDTH = 640;
  private static final int LABEL = 170;

  private final long rows;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Double> bars = new LinkedHashMap<>();

  BenchmarkPage(long rows) {
    this.rows = rows;
  }

  /**
   * One line of the table.
   *
   * @param bound for people; empty for none
   */
  record Figure(String what, double value, String bound, boolean holds, String seen) {
    static Figure atLeast(String what, double value, double bound, String seen) {
      return new Figure(what, value, "at least " + bound, value >= bound, seen);
    }

    static Figure atMost(String what, double value, double bound, String seen) {
      return new Figure(what, value, "at most " + bound, value <= bound, seen);
    }

    static Figure of(String what, double value, String seen) {
      return new Figure(what, value, "", true, seen);
    }

    private String line() {
      String verdict = bound.isEmpty() ? "" : holds ? "holds" : "**misses**";
      return "| %s | %.2f | %s | %s | %s |%n".formatted(what, value, bound, verdict, seen);
    }
  }

  void add(Figure figure) {
    System.out.print(figure.line());
    figures.add(figure);
  }

  void chart(String label, double value) {
    bars.put(label, value);
  }

  /** Puts the table into its section, and the chart beside the page. */
  void write() throws IOException {
    PageSection.SERVICE.write(tables());
    Files.writeString(CHART, svg());
  }

  private String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%,d seeded rows and a million probes in one account; %s%n%n".formatted(rows, machine()));
    text.append(
        "| figure | value | bound | result | details |%n|---|---|---|---|---|%n".formatted());
    figures.forEach(figure -> text.append(figure.line()));
    return text.append("%n![chart](benchmarks.svg)%n%n".formatted()).toString();
  }

  private static String machine() {
    return "%d cores, PostgreSQL and load on the same machine, %s."
        .formatted(Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"));
  }

  private String svg() {
    double most = bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, bars.size() * BAR + 10));
    int y = 5;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      int width = (int) ((WIDTH - LABEL - 80) * bar.getValue() / most);
      svg.append(
          "<text x=\"5\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#4477aa\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
              .formatted(
                  y + 15,
                  bar.getKey(),
                  LABEL,
                  y,
                  width,
                  BAR - 6,
                  LABEL + width + 5,
                  y + 15,
                  String.format(Locale.ROOT, "%,.0f", bar.getValue())));
      y += BAR;
    }
    return svg.append("</svg>\n").toString();
  }
}
