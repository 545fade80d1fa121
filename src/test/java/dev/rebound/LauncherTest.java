package dev.rebound;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the launcher with a JDK that prints its arguments. */
class LauncherTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"25, 2, true", "25, 1, false", "25, 0, false", "24, 2, false", "17, 2, false"})
  void anArchiveIsUsedIfItIsNewerThanTheJar(int jdk, int archiveSeconds, boolean isUsed)
      throws Exception {
    write("target/rebound.jar", "", 1);
    write("target/rebound.aot", "", archiveSeconds);
    String option = "-XX:AOTCache=" + path("target/rebound.aot");
    assertEquals(isUsed, start(jdk).contains(option));
    assertEquals(isUsed, start(jdk, "import", "file").contains(option));
  }

  @Test
  void onlyTheServiceHasItsLimitsOfMemory() throws Exception {
    write("target/rebound.jar", "", 1);
    String options = "@" + path("conf/jvm.options");
    assertEquals(options, start(25).get(0));
    List<String> command = start(25, "import", "file");
    assertEquals(List.of("import", "file"), last(command, 2));
    assertFalse(command.contains(options));
  }

  @Test
  void aMissingArchiveIsNotUsed() throws Exception {
    write("target/rebound.jar", "", 1);
    List<String> arguments = start(25);
    assertEquals(List.of("-jar", path("target/rebound.jar").toString()), last(arguments, 2));
    assertEquals(List.of(), arguments.stream().filter(a -> a.startsWith("-XX:AOT")).toList());
  }

  /** Returns the arguments of the JVM, one per line. */
  private List<String> start(int jdk, String... command) throws Exception {
    write("jdk/release", "JAVA_VERSION=\"" + jdk + "\"\n", 1);
    Path java = write("jdk/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n", 1);
    Files.setPosixFilePermissions(java, Files.getPosixFilePermissions(Path.of("rebound")));
    Path launcher = Files.copy(Path.of("rebound"), path("rebound"), REPLACE_EXISTING);
    ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString());
    builder.command().addAll(List.of(command));
    builder.environment().put("REBOUND_JAVA_HOME", path("jdk").toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return output.lines().toList();
  }

  private Path write(String name, String content, int seconds) throws IOException {
    Path file = path(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000L));
  }

  private Path path(String name) throws IOException {
    return home.toRealPath().resolve(name);
  }

  private static <T> List<T> last(List<T> list, int count) {
    return list.subList(list.size() - count, list.size());
  }
}
