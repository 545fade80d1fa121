package dev.rebound.store;

import dev.rebound.domain.BouncePage;
import io.vertx.sqlclient.Tuple;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store's statements with their parameters written into them, for other programs to run. */
public final class StatementTexts {
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  private StatementTexts() {}

  /** The lookup of one address. */
  public static String lookup(String account, String email) {
    return with(BounceStatements.FIND, account, email);
  }

  /** A page of the list. */
  public static String page(BouncePage.Query query) {
    ListStatements.Bound page = ListStatements.page(query);
    Tuple parameters = page.parameters();
    String[] literals = new String[parameters.size()];
    for (int i = 0; i < literals.length; i++) {
      Object value = parameters.getValue(i);
      literals[i] = value instanceof String text ? "'" + text.replace("'", "''") + "'" : "" + value;
    }
    return with(page.sql(), literals);
  }

  /** Totals by class over some days. */
  public static String totals(String account, String firstDay, String lastDay, int rows) {
    return with(
        TotalsStatements.BY_CLASS,
        account,
        "'" + firstDay + "'",
        "'" + lastDay + "'",
        Integer.toString(rows));
  }

  /** The statement that stores a batch of events, with its parameters. */
  public static String ingest() {
    return IngestStatements.BATCH;
  }

  private static String with(String sql, String... literals) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(
            found -> Matcher.quoteReplacement(literals[Integer.parseInt(found.group(1)) - 1]));
  }
}
