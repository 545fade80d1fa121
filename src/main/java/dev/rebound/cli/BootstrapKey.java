package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/** Sees to it that a new service can be used: a key of the root account, given or made. */
final class BootstrapKey {
  private static final String FILE = "api-key";

  private final StoreSession store;
  private final Path dataDir;

  BootstrapKey(StoreSession store, Path dataDir) {
    this.store = store;
    this.dataDir = dataDir.toAbsolutePath();
  }

  /** Makes a given key known. */
  void accept(String text) {
    ApiKey key =
        ApiKey.parse(text)
            .orElseThrow(
                () ->
                    new SetupException(
                        "rebound.api.key must have the form SG.<22 characters>.<43>"));
    create(key, "settings");
    Optional<ApiKey.Grant> grant = store.ask(Operations.FIND_GRANT, key.id());
    if (grant.isEmpty() || !grant.get().matches(key)) {
      throw new SetupException(
          "rebound.api.key was revoked, or another key has its id; set a new one");
    }
  }

  /**
   * Makes the first key, when there is none yet; the text of a key that nobody has seen, or empty.
   */
  Optional<String> makeWhereNone() {
    if (!store.ask(Operations.LIST_KEYS, Operations.Empty.INSTANCE).isEmpty()) {
      return Optional.empty();
    }
    Path file = dataDir.resolve(FILE);
    Optional<ApiKey> kept = read(file);
    ApiKey key = kept.orElseGet(() -> ApiKey.random(new SecureRandom()));
    if (kept.isEmpty()) {
      write(file, key);
    }
    create(key, "first key");
    return kept.isEmpty() ? Optional.of(key.text()) : Optional.empty();
  }

  private void create(ApiKey key, String label) {
    store.ask(
        Operations.CREATE_KEY,
        new ApiKey.CreateRequest(Account.ROOT, key.id(), key.hash(), Scope.ALL, label));
  }

  private static Optional<ApiKey> read(Path file) {
    try {
      return Files.exists(file) ? ApiKey.parse(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new SetupException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void write(Path file, ApiKey key) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      // Created with its mode, so that nobody else can read it even for a moment.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key.text() + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new SetupException("cannot keep the first key in " + file + ": " + e.getMessage());
    }
  }
}
