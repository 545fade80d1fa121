package dev.rebound.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSectionTest {
  private static final String PAGE =
      """
      # Page
      <!-- written by hand -->
      one
      <!-- to here -->
      between
      <!-- second: written by hand -->
      two
      <!-- to here -->
      after
      """;

  @TempDir private Path folder;
  private Path page;

  @BeforeEach
  void writePage() throws IOException {
    page = Files.writeString(folder.resolve("page.md"), PAGE);
  }

  @Test
  void theFirstSectionIsReplacedAndNothingElse() throws IOException {
    new PageSection(page, "<!-- written by hand -->\n").write("new\n");
    assertEquals(PAGE.replace("one\n", "new\n"), Files.readString(page));
  }

  @Test
  void aLaterSectionIsReplacedAndNothingElse() throws IOException {
    new PageSection(page, "<!-- second: written by hand -->\n").write("new\n");
    assertEquals(PAGE.replace("two\n", "new\n"), Files.readString(page));
  }

  @Test
  void writingAgainLeavesTheNewText() throws IOException {
    PageSection section = new PageSection(page, "<!-- second: written by hand -->\n");
    section.write("once\n");
    section.write("twice\n");
    assertEquals(PAGE.replace("two\n", "twice\n"), Files.readString(page));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!-- third: written by hand -->\n", "after\n"})
  void aPageWithoutItsMarksStaysAsItIs(String begin) throws IOException {
    PageSection section = new PageSection(page, begin);
    assertThrows(IllegalStateException.class, () -> section.write("new\n"));
    assertEquals(PAGE, Files.readString(page));
  }

  @Test
  void theProjectsPageHasBothSections() throws IOException {
    String ours = Files.readString(PageSection.SERVICE.page());
    Path copy = Files.writeString(folder.resolve("ours.md"), ours);
    new PageSection(copy, PageSection.SERVICE.begin()).write("service\n");
    new PageSection(copy, PageSection.PURE_PARTS.begin()).write("pure\n");
    String written = Files.readString(copy);
    assertEquals(
        1, written.split(PageSection.SERVICE.begin() + "service\n<!-- to here -->").length - 1);
    assertEquals(
        1, written.split(PageSection.PURE_PARTS.begin() + "pure\n<!-- to here -->").length - 1);
  }
}
