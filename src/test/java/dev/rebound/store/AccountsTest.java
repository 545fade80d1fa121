package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operation;
import dev.rebound.bus.Operations;
import dev.rebound.bus.Operations.Empty;
import dev.rebound.domain.Account;
import dev.rebound.support.TestService;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final TestService SERVICE = TestService.shared();

  private final String parent = SERVICE.createAccount(Account.ROOT, null);

  @Test
  void anAccountIsFoundByItsNameAsItWasMade() {
    String name = parent + "/made";
    assertEquals(Account.CreateResult.CREATED, create(name, parent, "id-7"));
    Account account = find(name).orElseThrow();
    assertEquals(
        new Account(account.id(), name, Optional.of(parent), Optional.of("id-7")), account);
    assertEquals(Optional.empty(), find(name.toUpperCase(Locale.ROOT)));
    assertTrue(ask(Operations.LIST_ACCOUNTS, Empty.INSTANCE).contains(account));
  }

  @Test
  void theRootIsThereFromTheStartAndListedFirst() {
    Account root = find(Account.ROOT).orElseThrow();
    assertEquals(new Account(root.id(), Account.ROOT, Optional.empty(), Optional.empty()), root);
    List<Account> all = ask(Operations.LIST_ACCOUNTS, Empty.INSTANCE);
    assertEquals(root, all.get(0));
    assertEquals(all.stream().sorted(Comparator.comparingLong(Account::id)).toList(), all);
  }

  @Test
  void aNameIsTakenWhoeverHasIt() {
    String other = SERVICE.createAccount(Account.ROOT, null);
    String name = parent + "/taken";
    assertEquals(Account.CreateResult.CREATED, create(name, parent, null));
    assertEquals(Account.CreateResult.TAKEN, create(name, parent, null));
    assertEquals(Account.CreateResult.TAKEN, create(name, other, "id-8"));
    assertEquals(Optional.of(parent), find(name).orElseThrow().parentName());
  }

  @Test
  void anExternalIdIsTakenByAnAccountOfTheSameParentOnly() {
    String other = SERVICE.createAccount(Account.ROOT, null);
    assertEquals(Account.CreateResult.CREATED, create(parent + "/a", parent, "id-1"));
    assertEquals(Account.CreateResult.TAKEN, create(parent + "/b", parent, "id-1"));
    assertEquals(Account.CreateResult.CREATED, create(other + "/c", other, "id-1"));
    assertEquals(Account.CreateResult.CREATED, create(parent + "/d", parent, null));
    assertEquals(Account.CreateResult.CREATED, create(parent + "/e", parent, null));
  }

  @Test
  void anAccountOfAnUnknownParentIsNotMade() {
    String name = parent + "/orphan";
    assertEquals(Account.CreateResult.UNKNOWN_PARENT, create(name, parent + "/nobody", null));
    assertEquals(Optional.empty(), find(name));
  }

  @Test
  void ofManyWhoWantTheSameNameAtOnceOneGetsIt() throws Exception {
    Callable<Account.CreateResult> creation = () -> create(parent + "/wanted", parent, "id-9");
    List<Account.CreateResult> results =
        AtOnce.run(Collections.nCopies(AtOnce.THREADS, creation)).stream().sorted().toList();
    assertEquals(Account.CreateResult.CREATED, results.get(0));
    assertEquals(
        Collections.nCopies(AtOnce.THREADS - 1, Account.CreateResult.TAKEN),
        results.subList(1, results.size()));
  }

  @Test
  void aSubaccountIsFoundByItsOwnParentOnly() {
    String child = parent + "/child";
    String grandchild = parent + "/grandchild";
    create(child, parent, "id-child");
    create(grandchild, child, "id-grandchild");
    Account found = find(child).orElseThrow();
    long parentId = find(parent).orElseThrow().id();
    long rootId = find(Account.ROOT).orElseThrow().id();

    assertEquals(Optional.of(found), sub(new Account.Subaccount.Username(parentId, child)));
    assertEquals(Optional.of(found), sub(new Account.Subaccount.AccountId(parentId, "id-child")));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.Username(rootId, child)));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.AccountId(rootId, "id-child")));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.Username(parentId, grandchild)));
    assertEquals(
        Optional.empty(), sub(new Account.Subaccount.AccountId(parentId, "id-grandchild")));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.Username(parentId, parent)));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.Username(parentId, "id-child")));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.AccountId(parentId, child)));
    assertEquals(Optional.empty(), sub(new Account.Subaccount.Username(found.id(), child)));
  }

  private static Account.CreateResult create(String name, String parentName, String externalId) {
    return ask(
        Operations.CREATE_ACCOUNT,
        new Account.CreateRequest(name, parentName, Optional.ofNullable(externalId)));
  }

  private static Optional<Account> find(String name) {
    return ask(Operations.FIND_ACCOUNT, name);
  }

  private static Optional<Account> sub(Account.Subaccount subaccount) {
    return ask(Operations.FIND_SUBACCOUNT, subaccount);
  }

  private static <Q, R> R ask(Operation<Q, R> operation, Q question) {
    return SERVICE.ask(operation, question);
  }
}
