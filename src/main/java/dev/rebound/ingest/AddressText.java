package dev.rebound.ingest;

import dev.rebound.domain.EmailAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;

/**
 * Finds the address in a text: {@code Ann <ann@example.net>}, {@code mailto:ann@example.net}, and
 * the other forms of RFC 5322, 3.4. No sender asks for an address with its brackets.
 */
public final class AddressText {
  // Most texts are an address without anything around it.
  private static final Pattern PLAIN =
      Pattern.compile(
          "[^\\s\\p{Z}\\p{Cf}\\p{Pi}\\p{Pf}`<>(\":;,?'\\[\\]]*[^\\s\\p{Z}\\p{Cf}\\p{Pi}\\p{Pf}`<>(\":;,?'\\[\\].]");
  // No longer text is the address of a mailbox with its name.
  private static final int MAX_LENGTH = 1_000;
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:[-*\\u2022]\\s+)?(?:mailto:|(?:rfc822|utf-?8|smtp)\\s*[;:])?\\s*",
          Pattern.CASE_INSENSITIVE);
  // The header fields of a link: mailto:ann@example.net?subject=x.
  private static final Pattern LINK =
      Pattern.compile("^mailto:([^?]*)\\?.*", Pattern.CASE_INSENSITIVE);
  // Text that a spreadsheet must not change.
  private static final Pattern FORMULA = Pattern.compile("^\\s*=\"([^\"]*)\"\\s*$");
  // Spreadsheets and web pages leave them in the text of a cell.
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  // What separates an address from its neighbours, and the apostrophe that marks text in a sheet.
  private static final Pattern EDGES =
      Pattern.compile("^[\\s\\p{Z}'`\\p{Pi}\\p{Pf}]+|[\\s\\p{Z}'`\\p{Pi}\\p{Pf},;.]+$");
  // Text without brackets, comments or quotes is the whole address: a blank is a fault in it.
  private static final Pattern BARE = Pattern.compile("[^<>(\"]*");
  private static final Pattern UNCLEAR =
      Pattern.compile("[\\s<>]|^[^\"@]*[\\[\\]][^\"@]*@|@.*[?']|@.*[,;].*@");
  private static final Pattern SEPARATED = Pattern.compile("^[^\"@]*[,;][^\"@]*@|@.*[,;]");

  private AddressText() {}

  /** Returns the only address of a text; empty when there is none, or more than one. */
  public static Optional<EmailAddress> parse(String raw) {
    return text(raw).flatMap(EmailAddress::parse);
  }

  /** Like {@link #parse}, for lists and logs: a comma or semicolon is no part of an address. */
  public static Optional<EmailAddress> parseEntry(String raw) {
    return text(raw)
        .filter(address -> !SEPARATED.matcher(address).find())
        .flatMap(EmailAddress::parse);
  }

  private static Optional<String> text(String raw) {
    if (raw.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (PLAIN.matcher(raw).matches()) {
      return Optional.of(raw);
    }
    String text = PREFIX.matcher(bare(raw)).replaceFirst("").strip();
    return (BARE.matcher(text).matches() ? Optional.of(text) : mailbox(text))
        .filter(address -> !UNCLEAR.matcher(address).find());
  }

  private static String bare(String raw) {
    String visible = INVISIBLE.matcher(FORMULA.matcher(raw).replaceFirst("$1")).replaceAll("");
    return LINK.matcher(EDGES.matcher(visible).replaceAll("")).replaceFirst("$1");
  }

  private static Optional<String> mailbox(String text) {
    AddressList addresses = LenientAddressParser.DEFAULT.parseAddressList(text);
    return addresses.size() == 1 && addresses.get(0) instanceof Mailbox mailbox
        ? Optional.of(mailbox.getAddress())
        : Optional.empty();
  }
}
