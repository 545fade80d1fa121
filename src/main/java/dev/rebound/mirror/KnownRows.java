package dev.rebound.mirror;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.BitSet;

/**
 * Our rows and theirs side by side, by hash: 16 bytes and a bit a slot, of which a third to three
 * quarters are taken, so 22 to 43 bytes a row. An address is 64 bits of a salted SHA-256, so that
 * nobody can choose two that collide; among ten million the odds that any two do are one to four
 * hundred thousand. A row is 32 bits of its time and 32 of the hash of its texts.
 */
final class KnownRows {
  private static final int FIRST_CAPACITY = 1 << 10;

  /** How a row of theirs differs from ours. */
  enum Difference {
    NONE,
    /** Another reason or status at the same time. */
    TEXT,
    /** Another time, or we have none. */
    ROW,
    /** Theirs was seen before. */
    REPEATED
  }

  private final MessageDigest digest = sha256();
  private final byte[] salt = new byte[16];
  // A key is never 0, which marks a free slot.
  private long[] keys = new long[FIRST_CAPACITY];
  private long[] rows = new long[FIRST_CAPACITY];
  private BitSet seen = new BitSet(FIRST_CAPACITY);
  private int size;

  KnownRows() {
    new SecureRandom().nextBytes(salt);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes a row of ours; all of them before the first of theirs. */
  void own(Bounce row) {
    put(key(row.email()), row(row.created(), row.reason(), row.status()));
  }

  /** Takes a row of theirs. */
  Difference see(BounceEvent theirs) {
    long key = key(theirs.email().text());
    long row = row(theirs.occurredAt(), theirs.reason(), theirs.status());
    int slot = slot(key);
    Difference difference = keys[slot] == 0 ? Difference.ROW : difference(slot, row);
    if (difference != Difference.REPEATED) {
      // The table may grow, and its bits with it, before one is set.
      int taken = put(key, row);
      seen.set(taken);
    }
    return difference;
  }

  private Difference difference(int slot, long row) {
    if (seen.get(slot)) {
      return Difference.REPEATED;
    }
    if (rows[slot] == row) {
      return Difference.NONE;
    }
    return rows[slot] >>> 32 == row >>> 32 ? Difference.TEXT : Difference.ROW;
  }

  /** Whether theirs has it. */
  boolean isSeen(EmailAddress email) {
    return seen.get(slot(key(email.text())));
  }

  /** Whether ours had it and theirs does not. */
  boolean isOursAlone(EmailAddress email) {
    int slot = slot(key(email.text()));
    return keys[slot] != 0 && !seen.get(slot);
  }

  /** How many of theirs were seen. */
  int countSeen() {
    return seen.cardinality();
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
    BitSet oldSeen = seen;
    int capacity = Math.multiplyExact(oldKeys.length, 2);
    keys = new long[capacity];
    rows = new long[capacity];
    seen = new BitSet(capacity);
    for (int at = 0; at < oldKeys.length; at++) {
      if (oldKeys[at] != 0) {
        int slot = slot(oldKeys[at]);
        keys[slot] = oldKeys[at];
        rows[slot] = oldRows[at];
        seen.set(slot, oldSeen.get(at));
      }
    }
  }

  /** Where a key is, or the free place for it; there is always one. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) key & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
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
