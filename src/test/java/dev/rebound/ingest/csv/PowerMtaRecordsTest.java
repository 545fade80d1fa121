package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerMtaRecordsTest {
  private static final String HEADER =
      "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,"
          + "srcType,srcMta,dlvType,dlvSourceIp,vmta,jobId\n";
  private static final String GONE =
      "bounce ann@example.com 1738324800 [5.1.1] 550 5.1.1 <ann@example.com> User unknown";

  @Test
  void anAccountingFileIsDetectedByItsHeader() {
    assertEquals(
        List.of(
            GONE,
            "ignored delivered",
            "blocked bob@example.com 1738324800 [4.2.2] 452 4.2.2 Over quota, try later",
            "ignored complaint",
            "ignored delayed",
            "ignored other",
            "bounce eve@example.com 1738324800 [5.1.1] 550 No such user"),
        read(
            HEADER
                + "b,2025-01-31 13:00:00+0100,2025-01-31 12:59:00+0100,news@sender.example,"
                + "ann@example.com,,failed,5.1.1 (bad destination mailbox address),"
                + "smtp;550 5.1.1 <ann@example.com> User unknown,"
                + "mx.example.com (192.0.2.1),bad-mailbox,smtp,app,smtp,198.51.100.1,vmta1,7\n"
                + "d,1738324800,1738324700,news@sender.example,joe@example.com,,relayed,"
                + "2.0.0 (success),smtp;250 OK,mx,,smtp,app,smtp,198.51.100.1,vmta1,7\n"
                + "b,1738324800,,,bob@example.com,,failed,4.2.2 (mailbox full),"
                + "\"smtp;452 4.2.2 Over quota, try later\",,quota-issues,,,,,,\n"
                + "f,1738324800\n"
                + "t,1738324800,,,joe@example.com,,delayed,4.4.1,\n"
                + "r,1738324800,,news@sender.example,joe@example.com\n"
                + "rb,1738324800,,,eve@example.com,,failed,5.1.1,smtp; 550 No such user\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "b,failed | bounce",
        "B,Failed (really) | bounce",
        "b, | bounce",
        "bounce,failed | bounce",
        "rb,failed | bounce",
        "rb,delayed | ignored delayed",
        "rb,delivered | ignored delivered",
        "rb,relayed | ignored delivered",
        "rb,expanded | ignored delivered",
        "rb,read | ignored other",
        "rs,failed | ignored other",
        "d,failed | ignored delivered",
        "t,failed | ignored delayed",
        "tq,failed | ignored delayed",
        "f,failed | ignored complaint",
        "r,failed | ignored other",
        "x,failed | ignored other",
        "\"\",failed | ignored other",
      })
  void typeAndActionDecideTheKindOfARecord(String record, String expected) {
    List<String> rows =
        read("type,dsnAction,rcpt,dsnDiag\n" + record + ",a@x.y,550 5.1.1 user unknown");
    String event = expected.equals("bounce") ? "bounce a@x.y now [] 550 5.1.1 user unknown" : null;
    assertEquals(List.of(event == null ? expected : event), rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.1.1 | smtp;550 gone | [5.1.1] 550 gone",
        "5.1.1(gone) | SMTP; 550 gone | [5.1.1] 550 gone",
        "5.4.7 (delivery time expired) | '' | [5.4.7] 5.4.7 (delivery time expired)",
        "'' | x-unix; 550 user unknown | [] x-unix; 550 user unknown",
        "'' | '' | []"
      })
  void statusAndDiagnosticLoseCommentsAndTypes(String status, String diagnostic, String rest) {
    List<String> rows =
        read("type,rcpt,timeLogged,dsnStatus,dsnDiag\nb,a@x.y,17," + status + "," + diagnostic);
    assertEquals(rest, rows.get(0).substring(rows.get(0).indexOf('[')));
  }

  @Test
  void aHeaderFurtherDownChangesTheColumns() {
    assertEquals(
        List.of(
            "bounce a@x.y 17 [5.1.1] 550 user unknown",
            "ignored complaint",
            "bounce b@x.y 18 [5.1.1] 550 user unknown",
            "#5 more fields than the header line",
            "#6 rcpt is required",
            "#7 timeLogged must be a time: Unix seconds or milliseconds, ISO 8601, or a mail"
                + " header's date"),
        read(
            "type,timeLogged,rcpt,dsnStatus,dsnDiag\n"
                + "b,17,a@x.y,5.1.1,550 user unknown\n"
                + "type,timeLogged,format,reportingMta,rcpt,userAgent\n"
                + "f,17,arf,mx,a@x.y,agent\n"
                + "\"type\",rcpt,dsnDiag,dsnStatus,timeLogged\n"
                + "b,b@x.y,550 user unknown,5.1.1,18\n"
                + "b,b@x.y,550 user unknown,5.1.1,18,x\n"
                + "b,,550 user unknown,5.1.1,18\n"
                + "b,b@x.y,550 user unknown,5.1.1,soon\n"));
  }

  @Test
  void aFileWithoutAHeaderLineHasTheDefaultColumns() {
    assertEquals(
        List.of(
            "bounce ann@example.com 1767312005 [5.1.1] 550 5.1.1 user unknown",
            "ignored delivered",
            "#2 dsnAction is not the seventh field; a header line names the columns",
            "#3 dsnAction is not the seventh field; a header line names the columns",
            "#4 rcpt is required",
            "ignored complaint",
            "bounce eve@example.com 17 [] 550 user unknown"),
        read(
            "b,2026-01-02"
                + " 00:00:05+0000,1767312001,news@sender.example,ann@example.com,,failed,5.1.1 (bad"
                + " destination mailbox address),smtp;550 5.1.1 user unknown,mx,bad-mailbox\n"
                + "d,1767312005,1767312001,news@sender.example,joe@example.com,,relayed,2.0.0,smtp;250"
                + " OK,mx,,smtp,app,smtp,198.51.100.1,vmta1,7\n"
                + "b,1767312005,news@sender.example,ann@example.com,bob@example.com,failed,5.1.1,x,y\n"
                + "b,1767312005,1767312001,news@sender.example,ann@example.com\n"
                + "b,1767312005,1767312001,news@sender.example,,,failed,5.1.1,smtp;550 gone\n"
                + "f,1767312005,arf,mx,x\n"
                + "type,rcpt,dsnDiag,timeLogged\n"
                + "b,eve@example.com,550 user unknown,17\n"));
  }

  @Test
  void aListThatBeginsWithAColumnNamedTypeIsNoAccountingFile() {
    assertEquals(
        List.of(
            "blocked a@x.y 17 []", "#1 email must be an email address of at most 320 characters"),
        read("type,email,created\nblocked,a@x.y,17\n,email,created\n"));
  }

  private static List<String> read(String input) {
    return IngestedRows.by(() -> new CsvRows(CsvMapping.AUTOMATIC, Reading.DEFAULTS), input);
  }
}
