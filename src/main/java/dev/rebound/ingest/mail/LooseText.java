package dev.rebound.ingest.mail;

import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The paragraphs of a notice outside of its listings. */
final class LooseText {
  private static final int MAX_PARAGRAPHS = 8;

  /** The addresses in paragraphs about a failure. */
  final AddressTexts inSentences = new AddressTexts();

  /** The addresses in the other paragraphs. */
  final AddressTexts mentioned = new AddressTexts();

  private final List<String> paragraphs = new ArrayList<>();
  private String firstCoded = "";
  private String firstFailing = "";

  /** Returns the first paragraph with a status or reply code; may be empty. */
  String firstCoded() {
    return firstCoded;
  }

  /** Returns the first paragraph about a failure; may be empty. */
  String firstFailing() {
    return firstFailing;
  }

  void add(String paragraph) {
    if (paragraphs.size() < MAX_PARAGRAPHS && !Surroundings.isField(paragraph)) {
      paragraphs.add(paragraph);
    }
    if (firstCoded.isEmpty() && Codes.in(paragraph)) {
      firstCoded = paragraph;
    }
    boolean isFailing = Phrases.FAILING.in(Texts.folded(paragraph));
    if (firstFailing.isEmpty() && isFailing) {
      firstFailing = paragraph;
    }
    AddressTexts found = isFailing ? inSentences : mentioned;
    for (Mention mention : Addresses.in(paragraph)) {
      if (isRecipient(paragraph, mention)) {
        found.add(mention.email(), paragraph);
      }
    }
  }

  /**
   * Returns a reason that explains the failure; or else the first paragraph that does, or else the
   * reason.
   */
  String explained(String reason, Predicate<String> explains) {
    return Stream.concat(Stream.of(reason), paragraphs.stream().map(Surroundings::withoutClosings))
        .filter(explains)
        .findFirst()
        .orElse(reason);
  }

  private static boolean isRecipient(String paragraph, Mention mention) {
    String before = paragraph.substring(Math.max(0, mention.start() - 20), mention.start());
    return !Phrases.endsWithOtherRole(before);
  }
}
