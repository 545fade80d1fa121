package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @ParameterizedTest
  @EnumSource
  void aLabelNamesItsScope(Scope scope) {
    assertEquals(Optional.of(scope), Scope.of(scope.label()));
  }

  // The plural "suppressions" is in old samples, but was never a scope.
  @ParameterizedTest
  @ValueSource(
      strings = {"", "mail.sent", "suppressions.read", "Suppression.Read", "suppression.read "})
  void anotherTextNamesNone(String label) {
    assertEquals(Optional.empty(), Scope.of(label));
  }

  @ParameterizedTest
  @CsvSource({
    "suppression.bounces.create, suppression.create",
    "suppression.bounces.read, suppression.read",
    "suppression.bounces.update, suppression.update",
    "suppression.bounces.delete, suppression.delete",
    "suppression.create, suppression.create",
    "suppression.read, suppression.read",
    "suppression.update, suppression.update",
    "suppression.delete, suppression.delete"
  })
  void aScopeIsGrantedByItselfAndTheBroaderOneAndNoOther(String label, String broader) {
    Scope scope = Scope.of(label).orElseThrow();
    Set<Scope> granting = EnumSet.of(scope, Scope.of(broader).orElseThrow());
    for (Scope held : Scope.values()) {
      assertEquals(granting.contains(held), scope.isGrantedBy(Set.of(held)), held.label());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fullAccessGrantsEveryScopeAndNoScopesGrantNone(Scope scope) {
    assertTrue(scope.isGrantedBy(Scope.ALL));
    assertFalse(scope.isGrantedBy(Set.of()));
  }

  @Test
  void aKeyGrantsWhatItHasAndOnlyFullAccessGrantsFullAccess() {
    Set<Scope> broad = EnumSet.complementOf(EnumSet.of(Scope.BOUNCES_READ));
    assertTrue(Scope.canGrant(broad, Set.of(Scope.BOUNCES_READ, Scope.ERASE)));
    assertFalse(Scope.canGrant(broad, Scope.ALL));
    assertTrue(Scope.canGrant(Scope.ALL, Scope.ALL));
    assertFalse(Scope.canGrant(Set.of(Scope.BOUNCES_READ), Set.of(Scope.SUPPRESSION_READ)));
    assertFalse(Scope.canGrant(Set.of(), Set.of(Scope.KEYS_READ)));
  }

  @ParameterizedTest
  @EnumSource
  void onlyScopesOfSendGridAreListed(Scope scope) {
    assertEquals(!scope.label().startsWith("rebound."), scope.isListed(true));
  }
}
