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

/** Gives a new service a key of the root account: the configured one, or a generated one. */
record BootstrapKey(StoreSession store, Path dataDir) {
  private static final String FILE = "api-key";

  /**
   * Stores the configured key, unless it is stored already.
   *
   * @throws SetupException if the key was revoked, or shares another key's id
   */
  void register(ApiKey key) {
    create(key, "settings");
    Optional<ApiKey.Grant> grant = store.request(Operations.FIND_GRANT, key.id());
    if (grant.isEmpty() || !grant.get().matches(key)) {
      throw new SetupException(
          "rebound.api.key was revoked, or another key has its id; set a new one");
    }
  }

  /**
   * Creates the first key, unless there are keys. A key that the data folder keeps is used again.
   *
   * @return the text of a newly generated key
   */
  Optional<String> createFirst() {
    if (!store.request(Operations.LIST_KEYS, Operations.Empty.INSTANCE).isEmpty()) {
      return Optional.empty();
    }
    Path file = dataDir.toAbsolutePath().resolve(FILE);
    Optional<ApiKey> kept = read(file);
    ApiKey key = kept.orElseGet(() -> ApiKey.random(new SecureRandom()));
    if (kept.isEmpty()) {
      write(file, key);
    }
    create(key, "first key");
    return kept.isEmpty() ? Optional.of(key.text()) : Optional.empty();
  }

  private void create(ApiKey key, String label) {
    store.request(
        Operations.CREATE_KEY,
        new ApiKey.CreateRequest(Account.ROOT, key.id(), key.hash(), Scope.ALL, label));
  }

  private static Optional<ApiKey> read(Path file) {
    try {
      return Files.exists(file) ? ApiKey.parse(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw SetupException.of("cannot read " + file, e);
    }
  }

  private static void write(Path file, ApiKey key) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      // The mode is set at creation, so that other users can never read the file.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key.text() + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw SetupException.of("cannot write the first key to " + file, e);
    }
  }
}
