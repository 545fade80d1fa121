package dev.rebound.ingest.mail;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Formats the rows of mails for comparison, one per line. */
final class MailReading {
  static final long NOW = 1_800_000_000;
  static final RowDefaults DEFAULTS = new RowDefaults(() -> NOW, Classifier.standard());
  static final Path SAMPLES = Path.of("src/test/resources/dev/rebound/ingest/mail");

  private MailReading() {}

  /** Returns the names of our own samples. */
  static List<String> samples() {
    return names(SAMPLES);
  }

  /** Returns the names of the mails in a folder, without subfolders. */
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] sample(String name) {
    return read(SAMPLES.resolve(name + ".eml"));
  }

  /** Returns the expected rows of a sample. */
  static String expected(String name) {
    return new String(read(SAMPLES.resolve(name + ".txt")), StandardCharsets.UTF_8);
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String message(byte[] input) {
    return text(MailRows.message(DEFAULTS), input);
  }

  static String message(String input) {
    return message(input.getBytes(StandardCharsets.UTF_8));
  }

  static String text(MailRows reader, byte[] input) {
    return text(reader, input, Integer.MAX_VALUE, new Random(0));
  }

  static String text(MailRows reader, String input) {
    return text(reader, input.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads in chunks of random lengths up to {@code maxPiece}. */
  static String text(MailRows reader, byte[] input, int maxPiece, Random random) {
    List<String> lines = new ArrayList<>();
    Consumer<Row> rows = row -> lines.add(line(row));
    try {
      int at = 0;
      while (at < input.length) {
        int most = Math.min(maxPiece, input.length - at);
        int length = maxPiece == Integer.MAX_VALUE ? most : random.nextInt(most + 1);
        reader.feed(input, at, length, rows);
        at += length;
      }
      reader.finish(rows);
    } catch (UnreadableInputException e) {
      lines.add("failed after " + e.index() + ": " + e.getMessage());
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(Row row) {
    if (row instanceof Row.Event ingested) {
      BounceEvent event = ingested.event();
      String status = event.status().isEmpty() ? "-" : event.status();
      return String.join(
          " ",
          event.type().label(),
          event.email().text(),
          status,
          Long.toString(event.occurredAt()),
          event.reason());
    }
    if (row instanceof Row.Ignored ignored) {
      return "ignored " + ignored.kind();
    }
    Row.Rejected rejected = (Row.Rejected) row;
    return "#" + rejected.row().index() + " " + rejected.row().fault();
  }
}
