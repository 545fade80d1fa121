package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.bus.Operations.Empty;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Account;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.support.Signer;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import io.vertx.core.eventbus.ReplyException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final TestService SERVICE = TestService.shared();

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final Webhook.Id id = Webhook.Id.random(new SecureRandom());
  private final SigningKey key = Signer.create().signingKey();

  @Test
  void aWebhookIsOfItsAccountAndHasItsKeyOrNone() {
    Webhook.Id unsigned = Webhook.Id.random(new SecureRandom());
    assertTrue(create(account, id, Optional.of(key)));
    assertTrue(create(account, unsigned, Optional.empty()));
    Account owner = SERVICE.ask(Operations.FIND_ACCOUNT, account).orElseThrow();
    Webhook found = find(id).orElseThrow();
    assertEquals(owner, found.account());
    assertArrayEquals(key.der(), found.key().orElseThrow().der());
    assertEquals(Optional.of(new Webhook(owner, Optional.empty())), find(unsigned));
  }

  @Test
  void anIdIsMadeKnownOnceAndForAKnownAccountOnly() {
    assertFalse(create("nobody", id, Optional.empty()));
    assertEquals(Optional.empty(), find(id));
    assertTrue(create(account, id, Optional.of(key)));
    assertFalse(create(account, id, Optional.empty()));
    assertFalse(create(Account.ROOT, id, Optional.empty()));
    assertTrue(find(id).orElseThrow().key().isPresent());
  }

  @Test
  void aRevokedWebhookIsNotFoundAndItsIdStaysTaken() {
    create(account, id, Optional.of(key));
    assertEquals(Optional.empty(), info(id).revokedAt());
    assertTrue(SERVICE.ask(Operations.REVOKE_WEBHOOK, id));
    assertEquals(Optional.empty(), find(id));
    assertFalse(SERVICE.ask(Operations.REVOKE_WEBHOOK, id));
    assertFalse(create(account, id, Optional.of(key)));
    assertTrue(info(id).revokedAt().isPresent());
  }

  @Test
  void aWebhookThatNobodyMadeIsNeitherFoundNorRevoked() {
    assertEquals(Optional.empty(), find(id));
    assertFalse(SERVICE.ask(Operations.REVOKE_WEBHOOK, id));
  }

  @Test
  void webhooksAreListedInTheOrderOfTheirMaking() {
    Webhook.Id later = Webhook.Id.random(new SecureRandom());
    create(account, id, Optional.of(key));
    create(account, later, Optional.empty());
    List<Webhook.Info> mine =
        SERVICE.ask(Operations.LIST_WEBHOOKS, Empty.INSTANCE).stream()
            .filter(info -> info.accountName().equals(account))
            .toList();
    assertEquals(List.of(id, later), mine.stream().map(Webhook.Info::id).toList());
    assertEquals(List.of(true, false), mine.stream().map(Webhook.Info::isSigned).toList());
    assertEquals("a label", mine.get(0).label());
  }

  // It must not become one that an API key opens.
  @Test
  void aKeyThatCannotBeReadIsAFailure() throws SQLException {
    create(account, id, Optional.of(key));
    try (Connection connection = TestDatabase.connect(SERVICE.databaseUrl());
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE webhook SET public_key = '' WHERE webhook_id = ?")) {
      statement.setString(1, id.text());
      assertEquals(1, statement.executeUpdate());
    }
    ReplyException failure = assertThrows(ReplyException.class, () -> find(id));
    assertFalse(failure.getCause() instanceof UnavailableException);
  }

  private boolean create(String accountName, Webhook.Id webhookId, Optional<SigningKey> signing) {
    return SERVICE.ask(
        Operations.CREATE_WEBHOOK,
        new Webhook.CreateRequest(accountName, webhookId, signing, "a label"));
  }

  private static Optional<Webhook> find(Webhook.Id id) {
    return SERVICE.ask(Operations.FIND_WEBHOOK, id);
  }

  private static Webhook.Info info(Webhook.Id id) {
    return SERVICE.ask(Operations.LIST_WEBHOOKS, Empty.INSTANCE).stream()
        .filter(info -> info.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
