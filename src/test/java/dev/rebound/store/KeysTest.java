package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.bus.Operations.Empty;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {
  private static final TestService SERVICE = TestService.shared();

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final ApiKey key = ApiKey.random(new SecureRandom());

  @Test
  void aKeyGrantsItsAccountToWhoKnowsItsSecret() {
    assertTrue(create(account, Scope.ALL));
    ApiKey.Grant grant = grant().orElseThrow();
    assertEquals(SERVICE.ask(Operations.FIND_ACCOUNT, account).orElseThrow(), grant.account());
    assertArrayEquals(key.hash(), grant.hash());
    assertTrue(grant.matches(key));
    assertFalse(grant.matches(ApiKey.random(new SecureRandom())));
  }

  @Test
  void anIdIsMadeKnownOnceAndForAKnownAccountOnly() {
    assertFalse(create("nobody", Scope.ALL));
    assertEquals(Optional.empty(), grant());
    assertTrue(create(account, Set.of(Scope.BOUNCES_READ)));
    assertFalse(create(account, Scope.ALL));
    assertFalse(create(Account.ROOT, Scope.ALL));
    assertEquals(Set.of(Scope.BOUNCES_READ), grant().orElseThrow().scopes());
  }

  static Stream<Set<Scope>> scopes() {
    return Stream.concat(
        Stream.of(
            Set.of(),
            Scope.ALL,
            EnumSet.complementOf(EnumSet.of(Scope.SUPPRESSION_DELETE)),
            Set.of(Scope.BOUNCES_READ, Scope.BOUNCES_CREATE)),
        Scope.ALL.stream().map(Set::of));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void scopesComeBackAsTheyWere(Set<Scope> scopes) {
    assertTrue(create(account, scopes));
    assertEquals(scopes, grant().orElseThrow().scopes());
    assertEquals(scopes, info().scopes());
  }

  // Another version beside this one may know more scopes.
  @Test
  void aScopeOfAnotherVersionGrantsNothingHere() throws SQLException {
    create(account, Set.of(Scope.BOUNCES_READ));
    storeScopes("templates.read", "suppression.bounces.read", "Suppression.Delete");
    assertEquals(Set.of(Scope.BOUNCES_READ), grant().orElseThrow().scopes());
    storeScopes("templates.read");
    assertEquals(Set.of(), grant().orElseThrow().scopes());
  }

  @Test
  void aRevokedKeyGrantsNothingAndItsIdStaysTaken() {
    create(account, Scope.ALL);
    assertEquals(Optional.empty(), info().revokedAt());
    assertTrue(SERVICE.ask(Operations.REVOKE_KEY, key.id()));
    assertEquals(Optional.empty(), grant());
    assertFalse(SERVICE.ask(Operations.REVOKE_KEY, key.id()));
    assertFalse(create(account, Scope.ALL));
    assertTrue(info().revokedAt().isPresent());
  }

  @Test
  void aKeyThatNobodyMadeIsNeitherFoundNorRevoked() {
    assertEquals(Optional.empty(), grant());
    assertFalse(SERVICE.ask(Operations.REVOKE_KEY, key.id()));
  }

  @Test
  void keysAreListedInTheOrderOfTheirMaking() {
    create(account, Scope.ALL);
    ApiKey later = ApiKey.random(new SecureRandom());
    SERVICE.ask(
        Operations.CREATE_KEY,
        new ApiKey.CreateRequest(account, later.id(), later.hash(), Scope.ALL, ""));
    List<ApiKey.Info> mine =
        SERVICE.ask(Operations.LIST_KEYS, Empty.INSTANCE).stream()
            .filter(info -> info.accountName().equals(account))
            .toList();
    assertEquals(List.of(key.id(), later.id()), mine.stream().map(ApiKey.Info::keyId).toList());
    assertEquals(List.of("a label", ""), mine.stream().map(ApiKey.Info::label).toList());
  }

  private boolean create(String accountName, Set<Scope> scopes) {
    return SERVICE.ask(
        Operations.CREATE_KEY,
        new ApiKey.CreateRequest(accountName, key.id(), key.hash(), scopes, "a label"));
  }

  private Optional<ApiKey.Grant> grant() {
    return SERVICE.ask(Operations.FIND_GRANT, key.id());
  }

  private ApiKey.Info info() {
    return SERVICE.ask(Operations.LIST_KEYS, Empty.INSTANCE).stream()
        .filter(info -> info.keyId().equals(key.id()))
        .findFirst()
        .orElseThrow();
  }

  private void storeScopes(String... labels) throws SQLException {
    try (Connection connection = TestDatabase.connect(SERVICE.databaseUrl());
        PreparedStatement statement =
            connection.prepareStatement("UPDATE api_key SET scopes = ? WHERE key_id = ?")) {
      statement.setArray(1, connection.createArrayOf("text", labels));
      statement.setString(2, key.id());
      assertEquals(1, statement.executeUpdate());
    }
  }
}
