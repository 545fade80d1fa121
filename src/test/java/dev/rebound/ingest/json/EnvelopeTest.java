package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists within objects, as APIs return them. */
class EnvelopeTest {
  private static final String ROWS =
      "[{'email':'ann@x.org','type':'hard'},{'email':'bob@x.org','type':'spam'}]";
  private static final List<String> RESULTS =
      List.of("bounce ann@x.org now []", "ignored complaint");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'items':%s}",
        " {\n'items' : %s , 'paging':{'next':'https://x.org/?a=[{'}}\n",
        "{'total':2,'text':'a"
            + " \\'items\\':[{','tags':['x'],'x':{'y':[{}],'z':{}},'list':%s,'m':[{}]}",
        "{'data':{'results':%s,'total':2},'more':[{}]}",
        "{'ok':true,'data':{'query':'a@x.org','page':{'rows':[1]},'bounces':%s}}",
        "{'response':{'data':%s}}",
        "{'requested_by':'app@y.org','items':%s}",
        "{'data':%s}",
      })
  void theFirstArrayOfObjectsHasTheRows(String envelope) {
    assertEquals(RESULTS, read(envelope.formatted(ROWS)));
  }

  @Test
  void theMembersBeforeTheRowsMayHaveAnyLength() {
    String text = "x".repeat(100_000);
    String members = "'a':'" + text + "','b':{'c':['" + text + "']}";
    assertEquals(RESULTS, read("{" + members + ",'items':" + ROWS + "}"));
    assertEquals(
        RESULTS, read("{" + members + ",'data':{" + members + ",'results':" + ROWS + "}}"));
  }

  @Test
  void severalPagesMayFollowEachOther() {
    String page = "{'items':" + ROWS + ",'paging':{}}";
    assertEquals(
        List.of(
            "bounce ann@x.org now []",
            "ignored complaint",
            "bounce ann@x.org now []",
            "ignored complaint"),
        read(page + "\n" + page + "{'items':[],'paging':{}}"));
  }

  @Test
  void anObjectWithAnAddressIsARow() {
    assertEquals(
        List.of("bounce ann@x.org now []"),
        read("{'email':'ann@x.org','type':'hard','history':[{'type':'open'}]}"));
    assertEquals(
        List.of("bounce ann@x.org now []"), read("{'tags':[],'email':'ann@x.org','type':'hard'}"));
    assertEquals(
        List.of("bounce ann@x.org 1767312005 [] no such user"),
        read(
            "{'type':'email.bounced','created_at':'2026-01-02T00:00:05Z','data':{'headers':[{'name':'a'}],'to':['ann@x.org'],'bounce':{'type':'Permanent','message':'no"
                + " such user'}}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'items':[],'paging':{}}", "{'data':{'results':[ ]}}"})
  void anEmptyListHasNoRows(String list) {
    assertEquals(List.of(), read(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'items':[{'email':'ann@x.org','type':'hard'}", "{'items':["})
  void aListThatIsNotClosedIsReported(String list) {
    List<String> rows = read(list);
    assertEquals("failed after", rows.get(rows.size() - 1).substring(0, 12));
  }

  @Test
  void eachLineMayHoldAnArrayOrAnEnvelope() {
    assertEquals(
        List.of(
            "bounce ann@x.org now []",
            "ignored complaint",
            "bounce ann@x.org now []",
            "ignored complaint",
            "bounce joe@x.org now []"),
        readLines(
            ROWS
                + "\n{'total':2,'items':"
                + ROWS
                + "}\r\n\n[]\n{'items':[]}\n{'email':'joe@x.org','type':'hard','tags':[{}]}"));
  }

  @Test
  void eventsOfSendGridMayStandInArraysOnLines() {
    String event = "{'email':'%s@x.org','event':'bounce','timestamp':17,'reason':'550 5.1.1 gone'}";
    String line = "[" + event.formatted("ann") + "," + event.formatted("bob") + "]";
    assertEquals(
        List.of(
            "bounce ann@x.org 17 [] 550 5.1.1 gone",
            "bounce bob@x.org 17 [] 550 5.1.1 gone",
            "bounce joe@x.org 17 [] 550 5.1.1 gone",
            "bounce ann@x.org 17 [] 550 5.1.1 gone",
            "bounce bob@x.org 17 [] 550 5.1.1 gone"),
        readLines(line + "\n" + event.formatted("joe") + "\n" + line));
  }

  @Test
  void aBrokenLineHasNoEffectOnTheOthers() {
    assertEquals(
        List.of(
            "bounce ann@x.org now []",
            "#0 not valid JSON",
            "#1 not valid JSON",
            "#2 must be an object",
            "bounce ann@x.org now []",
            "ignored complaint"),
        readLines("[{'email':'ann@x.org','type':'hard'},\n{'items':[{\n[1]\n" + ROWS));
  }

  private static List<String> read(String json) {
    return read(JsonRows.Format.JSON, json);
  }

  private static List<String> readLines(String json) {
    return read(JsonRows.Format.NDJSON, json);
  }

  private static List<String> read(JsonRows.Format format, String json) {
    return IngestedRows.by(
        () -> new JsonRows(format, JsonRows.Dialect.ANY, Reading.DEFAULTS),
        json.replace('\'', '"'));
  }
}
