package dev.rebound.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the end of a log, where a program reports why it failed. */
final class LogTail {
  private static final int BYTES = 8192;
  private static final Pattern ERROR = Pattern.compile(".*(FATAL|PANIC|error): +(.*)");

  private LogTail() {}

  /** Returns the last error, or without one the last line. */
  static String lastError(Path log) {
    List<String> lines = read(log).lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> ERROR.matcher(line).matches())
        .reduce((earlier, later) -> later)
        .map(line -> ERROR.matcher(line).replaceFirst("$2"))
        .orElse(lines.isEmpty() ? "no output" : lines.get(lines.size() - 1));
  }

  /** Returns the end of a log; empty if it is unreadable. */
  static String read(Path log) {
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer end = ByteBuffer.allocate(BYTES);
      channel.read(end, Math.max(0, Files.size(log) - BYTES));
      return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
