package dev.rebound.drill;

import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a service and its database hold while no request runs.
 *
 * @param heapKib used after a collection
 * @param connections of all services to the database
 * @param deadRows of all tables, after a vacuum
 * @param tableKib of all tables with their indexes
 * @param counterRows of the day counts, which grow with days and slots only
 * @param replicationSlots of the server
 */
record Footprint(
    long heapKib,
    long threads,
    long descriptors,
    long connections,
    long deadRows,
    long tableKib,
    long counterRows,
    long replicationSlots) {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  static Footprint of(long pid, Api admin, PostgresNode postgres) {
    postgres.execute("VACUUM ANALYZE");
    run(JCMD.toString(), Long.toString(pid), "GC.run");
    return new Footprint(
        heapKib(admin),
        entries(Path.of("/proc/" + pid + "/task")),
        entries(Path.of("/proc/" + pid + "/fd")),
        number(
            postgres,
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'rebound %'"),
        number(postgres, "SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables"),
        number(
            postgres, "SELECT sum(pg_total_relation_size(relid)) / 1024 FROM pg_stat_user_tables"),
        number(
            postgres, "SELECT (SELECT count(*) FROM list_day) + (SELECT count(*) FROM bounce_day)"),
        number(postgres, "SELECT count(*) FROM pg_replication_slots"));
  }

  private static long number(PostgresNode postgres, String sql) {
    return Long.parseLong(postgres.ask(sql).replaceFirst("\\..*", ""));
  }

  private static long heapKib(Api admin) {
    return (long)
        (admin
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum()
            / 1024);
  }

  private static long entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    try {
      int exitCode =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException(command[0] + " ended with " + exitCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns what has grown more than the measurement varies. */
  List<String> growthSince(Footprint before) {
    List<String> growth = new ArrayList<>();
    compare("heap KiB", before.heapKib, heapKib, before.heapKib / 5 + 4_096, growth);
    compare("threads", before.threads, threads, 4, growth);
    compare("descriptors", before.descriptors, descriptors, 16, growth);
    compare("connections", before.connections, connections, 8, growth);
    // A share would say nothing after the load has just emptied the list.
    compare("dead rows", before.deadRows, deadRows, 5_000, growth);
    compare("table KiB", before.tableKib, tableKib, before.tableKib / 4 + 4_096, growth);
    compare("rows of counts", before.counterRows, counterRows, before.counterRows / 2 + 64, growth);
    compare("replication slots", before.replicationSlots, replicationSlots, 0, growth);
    return growth;
  }

  private static void compare(
      String name, long before, long after, long margin, List<String> growth) {
    if (after > before + margin) {
      growth.add(name + ": " + before + ", then " + after);
    }
  }
}
