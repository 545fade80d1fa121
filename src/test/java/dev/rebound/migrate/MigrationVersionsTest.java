package dev.rebound.migrate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationVersionsTest {

  @Test
  void everyFileIsAVersion() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      assertEquals(files.count(), Migrations.packedVersions().size());
    }
  }

  @Test
  void aSchemaWithoutOneOfThemIsRefusedAndOneWithMoreIsNot() {
    Set<Integer> applied = new HashSet<>(Migrations.packedVersions());
    applied.add(99_999);
    assertDoesNotThrow(() -> Migrations.requireApplied(applied));
    applied.remove(3);
    SetupException e = assertThrows(SetupException.class, () -> Migrations.requireApplied(applied));
    assertTrue(e.getMessage().startsWith("the database lacks schema version 3,"), e.getMessage());
  }
}
