package dev.rebound.migrate;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The migrations in this build. Flyway lists them only with a database connection. */
final class PackedMigrations {
  static final String FOLDER = "db/migration";

  private static final Pattern NAME = Pattern.compile("V(\\d+)__.+\\.sql");

  private PackedMigrations() {}

  /** Returns their versions in order. */
  static SortedSet<Integer> versions() {
    URL folder = PackedMigrations.class.getClassLoader().getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("the build has no migrations");
    }
    try {
      return versions(folder.toURI());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot list the build's migrations", e);
    }
  }

  private static SortedSet<Integer> versions(URI folder) throws IOException {
    if (folder.getScheme().equals("file")) {
      return versions(Path.of(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
      return versions(jar.getPath("/" + FOLDER));
    }
  }

  private static SortedSet<Integer> versions(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> NAME.matcher(file.getFileName().toString()).results())
          .map(name -> Integer.valueOf(name.group(1)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
