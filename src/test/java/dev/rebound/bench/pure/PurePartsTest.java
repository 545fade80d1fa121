package dev.rebound.bench.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rebound.api.v3.ListRequest;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import io.vertx.core.json.JsonArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured does what it is measured for: an input that is refused would be fast. */
class PurePartsTest {
  private static final Optional<EmailAddress> MARY = EmailAddress.parse("mary.smith@gmail.com");

  @ParameterizedTest
  @CsvSource({"STARTS_WITH, Prefix", "WILDCARD, PrefixedPattern", "CONTAINS, Pattern"})
  void eachFilterHasItsShape(FilterParsing.Shape shape, String expected) {
    FilterParsing part = new FilterParsing();
    part.shape = shape;
    EmailFilter filter = part.parse();
    assertEquals(expected, filter.getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource({"FIRST_PAGE, 0, 0, false", "ALL_PARAMETERS, 1000, 3, false", "NEXT_PAGE, 0, 0, true"})
  void eachListRequestIsValid(ListReading.Query query, long offset, int kept, boolean isAfter) {
    ListReading part = new ListReading();
    part.query = query;
    ListRequest request = part.read().fold(value -> value, problem -> fail(problem.toString()));
    assertEquals(500, request.page().limit());
    assertEquals(offset, request.page().offset());
    assertEquals(kept, request.kept().size());
    assertEquals(isAfter, request.after().isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void eachPathHoldsTheAddress(PathReading.Path path) {
    PathReading part = new PathReading();
    part.path = path;
    assertEquals(MARY, part.read());
  }

  @ParameterizedTest
  @CsvSource({"LOWER_CASE, 20", "UPPER_CASE, 20", "LONGEST, 320"})
  void eachFormIsAnAddress(AddressParsing.Form form, int length) {
    AddressParsing part = new AddressParsing();
    part.form = form;
    assertEquals(length, part.parse().orElseThrow().text().length());
  }

  @Test
  void theKeyMatches() {
    KeyMatching part = new KeyMatching();
    part.makeKey();
    assertTrue(part.match().isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500})
  void aPageHasItsRows(int rows) {
    PageWriting part = new PageWriting();
    part.rows = rows;
    part.makeRows();
    assertEquals(rows, new JsonArray(part.write().body().orElseThrow().first().bytes()).size());
  }

  @ParameterizedTest
  @EnumSource
  void rulesKnowAllRepliesButOne(Reply reply) {
    Classifying part = new Classifying();
    part.reply = reply;
    part.takeReply();
    assertEquals(reply == Reply.UNKNOWN, part.classify().equals(Verdict.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void eachRowIsAnEvent(Reply reply) throws UnreadableInputException {
    RowReading part = new RowReading();
    part.reply = reply;
    part.writeLine();
    BounceEvent event = assertInstanceOf(Row.Event.class, part.read()).event();
    assertEquals(reply.reason(), event.reason());
    // Each line again.
    assertInstanceOf(Row.Event.class, part.read());
  }

  @Test
  void theLongReplyIsAsLongAsAReasonCanBe() {
    assertEquals(BounceEvent.MAX_REASON_BYTES, Reply.LONG.reason().length());
  }
}
