package dev.rebound.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table and the charts of {@link PeerBenchmark}: processor time per request, of both. */
final class PeerTable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int BAR = 14;
  private static final int GROUP = 3 * BAR;
  private static final int LABEL = 210;
  private static final int WIDTH = 720;

  private final boolean hasMoreLoops;
  private final String conditions;
  private final List<Row> rows = new ArrayList<>();
  private String memory = "";

  /**
   * @param counts accounts and slots of the counts, for people
   */
  PeerTable(long rows, int loops, String counts) {
    this.hasMoreLoops = loops != CORES;
    this.conditions =
        "%,d seeded rows, %s; %d event loops, %d cores.".formatted(rows, counts, loops, CORES);
  }

  /** Microseconds of processor time per request, and requests per second, of one round. */
  record Cost(double service, double database, double rate) {
    double total() {
      return service + database;
    }
  }

  /** One question; a cost for each round. */
  record Row(String question, List<Cost> own, List<Cost> other) {
    double ratio() {
      return median(own, Cost::total) / median(other, Cost::total);
    }

    private String line() {
      return "| %s | %s | %s | %.2f | %,.0f, %,.0f |%n"
          .formatted(
              question,
              costs(own),
              costs(other),
              ratio(),
              median(own, Cost::rate),
              median(other, Cost::rate));
    }

    private static String costs(List<Cost> costs) {
      double[] totals = costs.stream().mapToDouble(Cost::total).sorted().toArray();
      return "%,.0f + %,.0f = %,.0f (%,.0f to %,.0f)"
          .formatted(
              median(costs, Cost::service),
              median(costs, Cost::database),
              median(costs, Cost::total),
              totals[0],
              totals[totals.length - 1]);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
      return costs.stream().mapToDouble(value).sorted().toArray()[costs.size() / 2];
    }
  }

  void add(Row row) {
    System.out.print(row.line());
    rows.add(row);
  }

  void memory(long ownKib, long otherKib) {
    memory = "Resident at most: %,d and %,d MiB.".formatted(ownKib / 1024, otherKib / 1024);
    System.out.println(memory);
  }

  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("%n%s %s%n%n".formatted(conditions, memory));
    text.append(
        "| question | Rebound, µs | plain service, µs | ratio | requests/s |%n".formatted());
    text.append("|---|---|---|---|---|%n".formatted());
    rows.forEach(row -> text.append(row.line()));
    String chart = hasMoreLoops ? "benchmarks-peer-loops.svg" : "benchmarks-peer.svg";
    text.append("%n![processor time per request](%s)%n%n".formatted(chart));
    PageSection section = hasMoreLoops ? PageSection.PEER_WITH_MORE_LOOPS : PageSection.PEER;
    section.write(text.toString());
    Files.writeString(Path.of("docs", chart), chart());
  }

  /** Two bars for each question, each question on a scale of its own. */
  private String chart() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, rows.size() * GROUP + 10));
    int y = 5;
    for (Row row : rows) {
      double own = Row.median(row.own(), Cost::total);
      double other = Row.median(row.other(), Cost::total);
      double most = Math.max(own, other);
      svg.append("<text x=\"5\" y=\"%d\">%s</text>%n".formatted(y + BAR + 4, row.question()));
      bar(svg, y, own / most, "#4477aa", "Rebound", own);
      bar(svg, y + BAR, other / most, "#bbbbbb", "plain service", other);
      y += GROUP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder svg, int y, double share, String color, String name, double micros) {
    int width = (int) ((WIDTH - LABEL - 190) * share);
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s %s µs</text>%n"
            .formatted(
                LABEL,
                y,
                width,
                BAR - 2,
                color,
                LABEL + width + 5,
                y + BAR - 3,
                name,
                String.format(Locale.ROOT, "%,.0f", micros)));
  }
}
