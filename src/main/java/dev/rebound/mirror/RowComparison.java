package dev.rebound.mirror;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.BitSet;

/**
 * Compares local and remote rows by hash. A slot takes 16 bytes and a bit; a third to three
 * quarters of the slots are used, so that a row takes 22 to 43 bytes.
 *
 * <p>The key of an address is 64 bits of a salted SHA-256, so that nobody can construct a
 * collision; the probability of one among ten million addresses is 1 in 400,000. The value of a row
 * is 32 bits of its time and 32 bits of the hash of its reason and status.
 */
final class RowComparison {
  private static final int INITIAL_CAPACITY = 1 << 10;

  /** How a remote row differs from the local row. */
  enum Difference {
    NONE,
    /** The reason or status differs; the time is equal. */
    TEXT,
    /** The time differs, or there is no local row. */
    ROW,
    /** The remote row was added before. */
    REPEATED
  }

  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] salt = new byte[16];
  // A key is never 0, which marks an unused slot.
  private long[] keys = new long[INITIAL_CAPACITY];
  private long[] rows = new long[INITIAL_CAPACITY];
  private BitSet remote = new BitSet(INITIAL_CAPACITY);
  private int size;

  RowComparison() {
    new SecureRandom().nextBytes(salt);
  }

  /** Adds a local row. All local rows come before the first remote row. */
  void addLocal(Bounce row) {
    put(key(row.email()), row(row.created(), row.reason(), row.status()));
  }

  /** Adds a remote row, and returns how it differs from the local one. */
  Difference addRemote(BounceEvent event) {
    long key = key(event.email().text());
    long row = row(event.occurredAt(), event.reason(), event.status());
    int slot = slot(key);
    Difference difference = keys[slot] == 0 ? Difference.ROW : difference(slot, row);
    if (difference != Difference.REPEATED) {
      // Not in one statement: put may replace the set of bits.
      int used = put(key, row);
      remote.set(used);
    }
    return difference;
  }

  private Difference difference(int slot, long row) {
    if (remote.get(slot)) {
      return Difference.REPEATED;
    }
    if (rows[slot] == row) {
      return Difference.NONE;
    }
    return rows[slot] >>> 32 == row >>> 32 ? Difference.TEXT : Difference.ROW;
  }

  boolean isRemote(EmailAddress email) {
    return remote.get(slot(key(email.text())));
  }

  boolean isOnlyLocal(EmailAddress email) {
    int slot = slot(key(email.text()));
    return keys[slot] != 0 && !remote.get(slot);
  }

  int remoteCount() {
    return remote.cardinality();
  }

  private int put(long key, long row) {
    if (size >= keys.length / 4 * 3) {
      grow();
    }
    int slot = slot(key);
    size += keys[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    rows[slot] = row;
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldRows = rows;
    BitSet oldRemote = remote;
    int capacity = Math.multiplyExact(oldKeys.length, 2);
    keys = new long[capacity];
    rows = new long[capacity];
    remote = new BitSet(capacity);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        rows[slot] = oldRows[i];
        remote.set(slot, oldRemote.get(i));
      }
    }
  }

  /** Returns the slot of a key, or the unused slot for it. An unused slot always exists. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private long key(String email) {
    digest.update(salt);
    long key = hash(email);
    return key == 0 ? 1 : key;
  }

  private long row(long created, String reason, String status) {
    digest.update(status.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return created << 32 | hash(reason) >>> 32;
  }

  private long hash(String text) {
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
