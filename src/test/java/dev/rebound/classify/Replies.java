package dev.rebound.classify;

import dev.rebound.domain.Classification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Reads replies that a person classified. */
final class Replies {
  static final Path SHARED = Path.of("../shared/data/smtp-replies.tsv");
  private static final int PARTS = 3;

  /** A reply. Replies kept aside measure the rules, and the rules are not tuned on them. */
  record Reply(String reason, String status, Classification right, boolean aside) {}

  private Replies() {}

  /** Reads a file with the columns class, reason and status; keeps every third row aside. */
  static List<Reply> own(String resource) {
    List<Reply> replies = new ArrayList<>();
    for (String line : lines(resource)) {
      String[] cells = line.split("\t", -1);
      boolean aside = replies.size() % PARTS == PARTS - 1;
      replies.add(new Reply(unescape(cells[1]), cells[2], of(cells[0]), aside));
    }
    return replies;
  }

  /** Reads the field manual with our labels; keeps a third aside, by checksum. */
  static List<Reply> fieldManual() throws IOException {
    Map<String, Classification> labels = new HashMap<>();
    for (String line : lines("smtp-replies-labels.tsv")) {
      String[] cells = line.split("\t", -1);
      labels.put(cells[0], of(cells[1]));
    }
    List<Reply> replies = new ArrayList<>();
    List<String> rows = Files.readAllLines(SHARED);
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      long crc = crc(cells[4]);
      Classification right = labels.get("%08x".formatted(crc));
      if (right != null) {
        replies.add(new Reply(cells[4], status(cells[2], cells[0]), right, crc % PARTS == 0));
      }
    }
    return replies;
  }

  static String unescape(String reason) {
    return reason.replace("\\n", "\n");
  }

  private static Classification of(String label) {
    return Classification.of(label).orElseThrow(() -> new IllegalArgumentException(label));
  }

  // The manual numbers its entries ("4.7.0-2"), and has a number alone for a missing status.
  private static String status(String listed, String reply) {
    String status = listed.replaceFirst("-\\d$", "");
    return status.matches("\\d(\\.\\d+){2}") ? status : reply;
  }

  private static long crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  static List<String> lines(String resource) {
    try (InputStream in = Replies.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
