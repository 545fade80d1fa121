package dev.rebound.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A signed delivery of SendGrid's Event Webhook that somebody published; see vectors.tsv. */
public record SignatureVector(
    String name, byte[] body, String timestamp, String signature, String publicKey) {
  private static final String FOLDER = "/dev/rebound/webhook/";

  public static List<SignatureVector> all() {
    return new String(read("vectors.tsv"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cells -> new SignatureVector(cells[0], read(cells[0]), cells[1], cells[2], cells[3]))
        .toList();
  }

  /** By the name of its body's file. */
  public static SignatureVector of(String name) {
    return all().stream().filter(vector -> vector.name.equals(name)).findFirst().orElseThrow();
  }

  private static byte[] read(String file) {
    try (InputStream stream = SignatureVector.class.getResourceAsStream(FOLDER + file)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
