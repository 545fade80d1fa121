package dev.rebound.cli;

import dev.rebound.seed.SeedPlan;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses large numbers: {@code 1000000}, {@code 1_000_000}, {@code 1e6} or {@code 10m}. */
final class RowCount implements ITypeConverter<Long> {
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,12}(\\.\\d{1,9})?(e\\d|[km])?", Pattern.CASE_INSENSITIVE);

  @Override
  public Long convert(String text) {
    String digits = text.replaceAll("[_,]", "").toLowerCase(Locale.ROOT);
    try {
      if (NUMBER.matcher(digits).matches()) {
        return new BigDecimal(digits.replace("k", "e3").replace("m", "e6")).longValueExact();
      }
    } catch (ArithmeticException e) {
      // A fraction of a row is reported below.
    }
    String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
    throw new TypeConversionException(
        "'%s' is not a number of rows, such as %d, 1e6 or 10m".formatted(shown, SeedPlan.MIN_ROWS));
  }
}
