package dev.rebound.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, which is where a program says why it gave up. */
final class LogTail {
  private static final int BYTES = 8192;
  private static final Pattern FATAL = Pattern.compile(".*(FATAL|PANIC|error): +(.*)");

  private LogTail() {}

  /** The last complaint; where there is none, the last line. */
  static String lastWords(Path log) {
    List<String> lines = read(log).lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> FATAL.matcher(line).matches())
        .reduce((earlier, later) -> later)
        .map(line -> FATAL.matcher(line).replaceFirst("$2"))
        .orElse(lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1));
  }

  /** Empty when the log cannot be read. */
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
