package dev.rebound.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What mail servers have answered: the collection beside the working directory where there is one,
 * otherwise a few of our own.
 */
public final class RealReplies {
  private static final Path COLLECTION = Path.of("../shared/data/smtp-replies.tsv");
  private static final String OURS = "/replies.tsv";
  private static final int STATUS = 2;
  private static final int TEXT = 4;

  private RealReplies() {}

  /** One answer, as it came. */
  public record Reply(String status, String text) {}

  public static List<Reply> read() {
    return text()
        .lines()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(RealReplies::reply)
        .toList();
  }

  private static Reply reply(String[] columns) {
    return new Reply(columns[STATUS], columns[TEXT]);
  }

  private static String text() {
    try (InputStream ours = RealReplies.class.getResourceAsStream(OURS)) {
      byte[] bytes =
          Files.exists(COLLECTION) ? Files.readAllBytes(COLLECTION) : ours.readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
