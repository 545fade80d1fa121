package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Commands;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rebound import} on files of each format. */
@Timeout(120)
class ImportIT {
  private static final String CSV =
      """
      email,created,reason,status
      a@x.org,1700000000,"550 5.1.1 unknown, sorry",5.1.1
      b@x.org,1700000001,"550 5.1.1 unknown",5.1.1
      nobody,1700000002,,
      """;
  private static final String MAIL =
      """
      Return-Path: <>
      Date: Tue, 14 Nov 2023 22:13:20 +0000
      From: MAILER-DAEMON@mx.example
      Subject: Undelivered Mail Returned to Sender
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; %s
      Action: %s
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 unknown

      --b--
      """;

  private final Map<String, String> settings = new HashMap<>();

  @TempDir private Path folder;

  ImportIT() {
    settings.put("REBOUND_DATABASE_URL", TestDatabase.migrated());
  }

  @Test
  void aDryRunPrintsTheChangesAndASecondImportChangesNothing() throws IOException {
    Path list = file("list.csv", CSV);
    Outcome dry =
        Commands.packaged(settings).assertSucceeds("import", "--dry-run", list.toString());
    String counts = "2 added, 0 updated, 0 duplicates, 1 rejected\n";
    assertEquals(
        """
        list.csv: email → email, created → created, reason → reason, status → status
        added      2023-11-14T22:13:20Z  a@x.org  bounce  5.1.1  Invalid Address  550 5.1.1 unknown, sorry
        added      2023-11-14T22:13:21Z  b@x.org  bounce  5.1.1  Invalid Address  550 5.1.1 unknown
        """
            + counts,
        dry.output());
    assertTrue(dry.errors().contains("row 2: email must be an email address"), dry.errors());
    assertEquals(counts, run("import", list.toString()).output());
    String again = "0 added, 0 updated, 2 duplicates, 1 rejected\n";
    assertEquals(again, run("import", list.toString()).output());
    assertTrue(run("import", "--dry-run", list.toString()).output().endsWith(again));
  }

  @Test
  void mailsAreReadFromFilesMaildirsAndMailboxes() throws IOException {
    Path maildir = Files.createDirectory(folder.resolve("Maildir"));
    for (String part : new String[] {"tmp", "new", "cur"}) {
      Files.createDirectory(maildir.resolve(part));
    }
    mail("Maildir/new/1700000000.M1P1.host", "new@x.org", "failed");
    mail("Maildir/cur/1700000000.M2P1.host,S=9:2,S", "cur@x.org", "failed");
    mail("Maildir/cur/1700000000.M3P1.host", "late@x.org", "delayed");
    mail("Maildir/tmp/1700000000.M4P1.host", "tmp@x.org", "failed");
    mail("one.eml", "eml@x.org", "failed");
    file(
        "inbox.mbox",
        "From MAILER-DAEMON Tue Nov 14 22:13:20 2023\n"
            + MAIL.formatted("mbox1@x.org", "failed")
            + "\nFrom MAILER-DAEMON Tue Nov 14 22:13:21 2023\n"
            + MAIL.formatted("mbox2@x.org", "failed"));
    Outcome imported =
        run(
            "import",
            maildir.toString(),
            folder.resolve("one.eml").toString(),
            folder.resolve("inbox.mbox").toString());
    assertEquals(
        "5 added, 0 updated, 0 duplicates, 0 rejected, 1 delayed (ignored)\n", imported.output());
  }

  @Test
  void aRowWithoutATimeTakesTheTimeOfItsFile() throws IOException {
    Path list = file("plain.ndjson", "{\"email\":\"plain@x.org\"}\n");
    Files.setLastModifiedTime(list, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
    assertTrue(
        run("import", "--dry-run", list.toString()).output().contains(" 2024-05-06T07:08:09Z "));
    assertTrue(run("import", list.toString()).output().startsWith("1 added"));
    assertTrue(run("import", list.toString()).output().contains(" 1 duplicates"));
  }

  @Test
  void aTruncatedGzipFileKeepsTheRowsBeforeItsEnd() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      rows.append("{\"email\":\"gz%d@x.org\",\"created\":%d}\n".formatted(i, i));
    }
    byte[] packed = packed(rows.toString());
    Path broken = folder.resolve("broken.ndjson.gz");
    Files.write(broken, Arrays.copyOf(packed, packed.length - 20));
    Outcome failed = Commands.inProcess(settings).run("import", broken.toString());
    assertEquals(1, failed.exitCode());
    assertTrue(failed.errors().contains("The gzip data is truncated"), failed.errors());
    assertTrue(failed.output().matches("1\\d{4} added, .*\n"), failed.output());
    Path whole = folder.resolve("whole.ndjson.gz");
    Files.write(whole, packed);
    int kept = Integer.parseInt(failed.output().split(" ")[0]);
    assertEquals(
        "%d added, 0 updated, %d duplicates, 0 rejected\n".formatted(20_000 - kept, kept),
        run("import", whole.toString()).output());
  }

  @Test
  void aGzipBombIsOneRowThatIsTooLong() throws IOException {
    Path bomb = folder.resolve("bomb.ndjson.gz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        gzip.write(zeros);
      }
    }
    Files.write(bomb, bytes.toByteArray());
    settings.put("JAVA_TOOL_OPTIONS", "-Xmx64m");
    Outcome read = ServiceProcess.run(settings, "import", bomb.toString());
    assertEquals(1, read.exitCode(), read.errors());
    assertEquals("0 added, 0 updated, 0 duplicates, 1 rejected\n", read.output());
    assertTrue(read.errors().contains("row 0: longer than 65536 bytes"), read.errors());
  }

  @Test
  void anUnreadableFileIsReportedInOneLine() throws IOException {
    Path plain = file("plain.txt", "no format\n");
    Commands.inProcess(settings)
        .assertFails("The format is unknown; set --format", "import", plain.toString());
  }

  @Test
  void theMappingNamesTheColumns() throws IOException {
    Path mapped = file("mapped.csv", "Wer;Wann\nm@x.org;5\n");
    assertEquals(
        "1 added, 0 updated, 0 duplicates, 0 rejected\n",
        run("import", "--as", "bounce", "--map", "email=Wer,created=Wann", mapped.toString())
            .output());
  }

  private Outcome run(String... arguments) {
    return Commands.inProcess(settings).assertSucceeds(arguments);
  }

  private void mail(String name, String recipient, String action) throws IOException {
    file(name, MAIL.formatted(recipient, action));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
