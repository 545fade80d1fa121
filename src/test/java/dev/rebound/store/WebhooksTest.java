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
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
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
import java.util.stream.IntStream;
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
    assertArrayEquals(key.der(), found.sender().key().orElseThrow().der());
    assertEquals(
        Optional.of(new Webhook(owner, Webhook.Sender.sendGrid(Optional.empty()))), find(unsigned));
  }

  @Test
  void anIdIsMadeKnownOnceAndForAKnownAccountOnly() {
    assertFalse(create("nobody", id, Optional.empty()));
    assertEquals(Optional.empty(), find(id));
    assertTrue(create(account, id, Optional.of(key)));
    assertFalse(create(account, id, Optional.empty()));
    assertFalse(create(Account.ROOT, id, Optional.empty()));
    assertTrue(find(id).orElseThrow().sender().key().isPresent());
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
  void theLastDeliveriesAreKeptNewestFirst() {
    create(account, id, Optional.of(key));
    assertEquals(List.of(), info(id).deliveries());
    long owner = SERVICE.ask(Operations.FIND_ACCOUNT, account).orElseThrow().id();
    assertTrue(record(owner, delivery(2), delivery(1)));
    assertTrue(record(owner, delivery(3)));
    assertEquals(List.of(delivery(3), delivery(2), delivery(1)), info(id).deliveries());
    Webhook.Delivery[] many =
        IntStream.range(0, 19).mapToObj(i -> delivery(50 - i)).toArray(Webhook.Delivery[]::new);
    assertTrue(record(owner, many));
    assertEquals(20, info(id).deliveries().size());
    assertEquals(delivery(50), info(id).deliveries().get(0));
    assertEquals(delivery(3), info(id).deliveries().get(19));
    assertFalse(record(owner + 1_000_000, delivery(60)));
    assertEquals(delivery(50), info(id).deliveries().get(0));
  }

  private boolean record(long owner, Webhook.Delivery... deliveries) {
    return SERVICE.ask(
        Operations.RECORD_DELIVERIES, new Webhook.Deliveries(owner, id, List.of(deliveries)));
  }

  private static Webhook.Delivery delivery(long at) {
    return new Webhook.Delivery(at, 200, new EventBatch.Counts(at + 1, at + 2, at + 3), 4, 5);
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
    assertEquals(List.of(false, true), mine.stream().map(Webhook.Info::needsApiKey).toList());
    assertEquals("a label", mine.get(0).label());
  }

  @Test
  void aVendorsWebhookKeepsItsSecretAndIsListedWithoutIt() {
    Webhook.Sender sender =
        Webhook.Sender.of(WebhookVendor.MAILGUN, new Webhook.Secret("key-of-mailgun"));
    assertTrue(
        SERVICE.ask(
            Operations.CREATE_WEBHOOK, new Webhook.CreateRequest(account, id, sender, "a label")));
    assertEquals(sender, find(id).orElseThrow().sender());
    assertFalse(find(id).orElseThrow().toString().contains("key-of-mailgun"));
    assertEquals(WebhookVendor.MAILGUN, info(id).vendor());
    assertFalse(info(id).needsApiKey());
  }

  @Test
  void aVendorThatIsUnknownHereIsAFailure() throws SQLException {
    create(account, id, Optional.of(key));
    update("UPDATE webhook SET vendor = 'newer' WHERE webhook_id = ?");
    assertThrows(ReplyException.class, () -> find(id));
    update("UPDATE webhook SET vendor = 'sendgrid' WHERE webhook_id = ?");
    assertTrue(find(id).isPresent());
  }

  // It must not become one that an API key opens.
  @Test
  void aKeyThatCannotBeReadIsAFailure() throws SQLException {
    create(account, id, Optional.of(key));
    update("UPDATE webhook SET public_key = '' WHERE webhook_id = ?");
    ReplyException failure = assertThrows(ReplyException.class, () -> find(id));
    assertFalse(failure.getCause() instanceof UnavailableException);
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(SERVICE.databaseUrl());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id.text());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private boolean create(String accountName, Webhook.Id webhookId, Optional<SigningKey> signing) {
    return SERVICE.ask(
        Operations.CREATE_WEBHOOK,
        new Webhook.CreateRequest(
            accountName, webhookId, Webhook.Sender.sendGrid(signing), "a label"));
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
