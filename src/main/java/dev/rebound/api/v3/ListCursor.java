package dev.rebound.api.v3;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage.Position;
import dev.rebound.domain.EmailAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the end of a page as the cursor {@code X-Rebound-Next}, and reads it from the parameter
 * {@code after}: time and address, in characters that need no escape in a URL.
 */
public final class ListCursor {
  // Four bytes a character, and the time, in base64.
  private static final int MAX_LENGTH = (EmailAddress.MAX_LENGTH * 4 + 13) * 4 / 3 + 4;
  private static final Pattern PLACE =
      Pattern.compile("([0-9]{1,12})\\.([^\\x00]+)", Pattern.DOTALL);

  private ListCursor() {}

  public static String text(Position position) {
    String place = position.created() + "." + position.email();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a cursor; empty when no response ever carried it. */
  static Optional<Position> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return decode(text)
        .map(PLACE::matcher)
        .filter(Matcher::matches)
        .filter(place -> Long.parseLong(place.group(1)) <= BounceEvent.MAX_TIME)
        .map(place -> new Position(Long.parseLong(place.group(1)), place.group(2)))
        // A position has one cursor only.
        .filter(position -> text(position).equals(text));
  }

  private static Optional<String> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
