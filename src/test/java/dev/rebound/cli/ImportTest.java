package dev.rebound.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.migrate.SetupException;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that an import reads, and its messages about unreadable ones. */
class ImportTest {
  private static final String MAIL =
      """
      Return-Path:<>
      Date: Mon, 02 Jan 2023 10:00:00 +0000
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example.org

      Final-Recipient: rfc822; mailed@x.org
      Action: failed
      Status: 5.1.1

      --b--
      """;

  @TempDir private Path folder;
  private final CollectingSink sink = new CollectingSink();

  /** Collects the addresses of the events. */
  private static final class CollectingSink implements Import.Sink {
    private final List<String> emails = new ArrayList<>();

    @Override
    public void add(BounceEvent event) {
      emails.add(event.email().text());
    }

    @Override
    public EventBatch.Counts finish() {
      return counts();
    }

    @Override
    public EventBatch.Counts counts() {
      return new EventBatch.Counts(emails.size(), 0, 0);
    }
  }

  /** A pipe that reports no available bytes, as with a slow writer. */
  private static final class SlowPipe extends ByteArrayInputStream {
    SlowPipe(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int available() {
      return 0;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      return super.read(bytes, offset, Math.min(length, 1));
    }
  }

  @Test
  void everyGzipMemberOfASlowPipeIsRead() throws IOException {
    importPipe(joined(packed(row("a")), packed(row("b")), packed(row("c"))));
    assertEquals(List.of("a@x.org", "b@x.org", "c@x.org"), sink.emails);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 512})
  void zerosAfterGzipDataArePadding(int count) throws IOException {
    importPipe(joined(packed(row("a")), new byte[count]));
    assertEquals(List.of("a@x.org"), sink.emails);
  }

  @Test
  void trailingDataAfterGzipDataIsReported() throws IOException {
    byte[] next = packed(row("b"));
    next[0] ^= 1;
    SetupException fault =
        assertThrows(SetupException.class, () -> importPipe(joined(packed(row("a")), next)));
    assertEquals("Trailing data after the gzip stream is not gzip", fault.getMessage());
    assertEquals(List.of("a@x.org"), sink.emails);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 40})
  void truncatedGzipDataIsReported(int missing) throws IOException {
    byte[] whole = packed(row("a").repeat(1000));
    byte[] cut = Arrays.copyOf(whole, whole.length - missing);
    SetupException fault = assertThrows(SetupException.class, () -> importPipe(cut));
    assertEquals("The gzip data is truncated", fault.getMessage());
  }

  @Test
  void framesOfZstdFollowEachOther() throws IOException {
    Path file = folder.resolve("log.ndjson.zst");
    Files.write(file, joined(packedWithZstd(row("a").repeat(5000)), packedWithZstd(row("b"))));
    importFiles(file.toString());
    assertEquals(5001, sink.emails.size());
    assertEquals("b@x.org", sink.emails.get(5000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 15})
  void truncatedZstdDataIsReported(int missing) throws IOException {
    byte[] whole = packedWithZstd(row("a").repeat(1000));
    Path file = folder.resolve("log.ndjson.zst");
    Files.write(file, Arrays.copyOf(whole, whole.length - missing));
    SetupException fault = assertThrows(SetupException.class, () -> importFiles(file.toString()));
    assertEquals("The zstd data is truncated", fault.getMessage());
  }

  @Test
  void damagedZstdDataIsReported() throws IOException {
    byte[] damaged = packedWithZstd(row("a").repeat(1000));
    damaged[damaged.length - 1] ^= 1;
    Path file = folder.resolve("log.ndjson.zst");
    Files.write(file, damaged);
    SetupException fault = assertThrows(SetupException.class, () -> importFiles(file.toString()));
    assertTrue(fault.getMessage().contains("The zstd data is damaged"), fault.getMessage());
  }

  private static byte[] packedWithZstd(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream stream = new ZstdOutputStream(packed)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void theImportContinuesAfterAnUnreadableFile() throws IOException {
    Files.writeString(folder.resolve("1.ndjson"), row("first"));
    Files.writeString(folder.resolve("2.txt"), "hello\n");
    Files.writeString(folder.resolve("3.json"), "[" + row("third").strip());
    Files.writeString(folder.resolve("4.ndjson"), row("last"));
    SetupException fault = assertThrows(SetupException.class, () -> importFiles(folder.toString()));
    assertEquals("2 of 4 files could not be read to their end", fault.getMessage());
    assertEquals(List.of("first@x.org", "third@x.org", "last@x.org"), sink.emails);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          list.csv | BZh9.... | compressed with bzip2
          odd.csv | name,when | The header line has no address column
          half.json | [{"email":"h@x.org"}, | The array is not closed (after 1 rows)
          """,
      delimiter = '|')
  void anUnreadableFileIsReported(String name, String content, String message) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    SetupException fault = assertThrows(SetupException.class, () -> importFiles(file.toString()));
    assertTrue(fault.getMessage().contains(message), fault.getMessage());
  }

  @Test
  void aMappingToAColumnThatTheFileLacksIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("mapped.csv"), "Wer;Wann\nm@x.org;5\n");
    SetupException fault =
        assertThrows(
            SetupException.class,
            () -> importFiles(file.toString(), CsvMapping.parse("email=Who")));
    assertTrue(fault.getMessage().contains("lacks the column \"Who\""), fault.getMessage());
  }

  @Test
  void aMailMayHaveNoBlankAfterTheNameOfItsFirstField() throws IOException {
    Files.createDirectories(folder.resolve("cur"));
    Files.createDirectories(folder.resolve("new"));
    Files.writeString(folder.resolve("cur").resolve("1.a:2,S"), MAIL);
    importFiles(folder.toString());
    assertEquals(List.of("mailed@x.org"), sink.emails);
  }

  @Test
  void shortAndLongFilesOfAFolderKeepTheirOrder() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // One file is too large to read ahead, and one is only while it is packed.
      int rows = i == 70 || i == 90 ? 40_000 : 1 + i % 4;
      String name = "%03d".formatted(i);
      Files.write(
          folder.resolve(name + (i == 90 ? ".ndjson.gz" : ".ndjson")),
          i == 90
              ? packed(row(name).repeat(rows))
              : row(name).repeat(rows).getBytes(StandardCharsets.UTF_8));
      expected.addAll(Collections.nCopies(rows, name + "@x.org"));
    }
    importFiles(folder.toString());
    assertEquals(expected, sink.emails);
  }

  @Test
  void aPipeAmongFilesIsReadOnce() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.ndjson");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
        "no named pipes here");
    Path file = Files.writeString(folder.resolve("file.ndjson"), row("file"));
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.writeString(pipe, row("piped").repeat(10_000));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    newImport(CsvMapping.AUTOMATIC)
        .run(
            Stream.concat(
                    ImportFile.of(pipe.toString()).stream(),
                    ImportFile.of(file.toString()).stream())
                .toList());
    writer.join();
    assertEquals(10_001, sink.emails.size());
    assertEquals("file@x.org", sink.emails.get(10_000));
  }

  private void importPipe(byte[] bytes) throws IOException {
    InputStream before = System.in;
    System.setIn(new SlowPipe(bytes));
    try {
      importFiles("-");
    } finally {
      System.setIn(before);
    }
  }

  private void importFiles(String argument) throws IOException {
    importFiles(argument, CsvMapping.AUTOMATIC);
  }

  private void importFiles(String argument, CsvMapping mapping) throws IOException {
    newImport(mapping).run(ImportFile.of(argument));
  }

  private Import newImport(CsvMapping mapping) {
    return new Import(sink, Classifier.standard(), Optional.empty(), mapping, false);
  }

  private static String row(String name) {
    return "{\"email\":\"%s@x.org\",\"created\":1}\n".formatted(name);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
