package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mention of the account somewhere is not enough, and what is right is not refused. */
class PinningTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT email FROM bounce",
        "SELECT email FROM bounce WHERE email = $2::text",
        "SELECT email FROM bounce WHERE account_id = $2::bigint",
        "SELECT email FROM bounce WHERE account_id = $1::bigint OR email = $2::text",
        "SELECT email FROM bounce WHERE NOT account_id = $1::bigint",
        "SELECT email FROM bounce WHERE (account_id = $1::bigint)",
        "SELECT email FROM bounce WHERE account_id = $1::bigint + 1",
        "SELECT email FROM bounce WHERE account_id >= $1::bigint",
        "SELECT email FROM bounce -- WHERE account_id = $1::bigint",
        "SELECT email FROM bounce WHERE reason = 'AND account_id = $1::bigint'",
        "SELECT email FROM bounce ORDER BY account_id = $1::bigint",
        "SELECT email FROM public.bounce WHERE email = $2::text",
        "SELECT b.email FROM bounce b, bounce_event e WHERE b.account_id = $1::bigint",
        "SELECT b.email FROM bounce b JOIN bounce_event e ON e.email = b.email WHERE b.account_id = $1::bigint",
        "SELECT b.email FROM bounce b JOIN bounce_event e USING (email) WHERE account_id = $1::bigint",
        "SELECT email FROM bounce WHERE account_id = $1::bigint UNION ALL SELECT email FROM bounce_event",
        "SELECT (SELECT count(*) FROM bounce_event) FROM bounce WHERE account_id = $1::bigint",
        "SELECT 1 WHERE EXISTS (SELECT FROM bounce) AND account_id = $1::bigint",
        "WITH a AS (SELECT email FROM bounce) SELECT email FROM a WHERE account_id = $1::bigint",
        "WITH a AS (DELETE FROM bounce RETURNING 1) SELECT 1 FROM bounce_event WHERE account_id = $1::bigint",
        "UPDATE bounce SET reason = '' WHERE email = $2::text",
        "UPDATE bounce SET account_id = $2::bigint WHERE account_id = $1::bigint",
        "DELETE FROM bounce AS b USING bounce_event AS e WHERE b.account_id = $1::bigint AND e.email = b.email",
        "INSERT INTO bounce (email, account_id) VALUES ($2::text, $1::bigint)",
        "INSERT INTO bounce (account_id, email) VALUES ($2::bigint, $1::bigint)",
        "INSERT INTO bounce (account_id, email) VALUES ($1::bigint, ''), (7, '')",
        "INSERT INTO bounce (account_id, email) SELECT account_id, email FROM told",
        "INSERT INTO bounce (account_id, email) SELECT $1::bigint, email FROM bounce_event",
        "INSERT INTO bounce VALUES ($1::bigint, '')",
        "INSERT INTO bounce AS b (account_id, email) SELECT $1::bigint, email FROM told"
            + " ON CONFLICT (email) DO UPDATE SET reason = ''",
        "INSERT INTO bounce AS b (account_id, email) SELECT $1::bigint, email FROM told"
            + " ON CONFLICT (account_id, email) DO UPDATE SET account_id = 7",
        "TRUNCATE bounce",
        "LOCK TABLE bounce IN ACCESS EXCLUSIVE MODE"
      })
  void aStatementThatMayLeaveTheAccountIsFound(String sql) {
    assertFalse(Pinning.faults(sql).isEmpty(), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT a.id FROM account a LEFT JOIN account p ON p.id = a.parent_id WHERE a.name = $1::text",
        "SELECT bounce.email FROM bounce WHERE email = $2::text AND account_id = $1::bigint ORDER BY email",
        "SELECT b.email FROM bounce b JOIN bounce_event e ON e.account_id = $1::bigint AND e.email = b.email"
            + " WHERE b.account_id = $1::bigint LIMIT 1",
        "SELECT email FROM bounce WHERE account_id = $1::bigint UNION SELECT email FROM bounce_event"
            + " WHERE account_id = $1::bigint AND (type = 'a' OR type = 'b')",
        "DELETE FROM bounce AS b USING turn WHERE b.account_id = $1::bigint RETURNING b.email",
        "INSERT INTO bounce AS b (account_id, email) SELECT DISTINCT ON (email) $1::bigint, email FROM told"
            + " ON CONFLICT (account_id, email) DO UPDATE SET reason = '' WHERE b.reason < excluded.reason",
        "INSERT INTO history_start (account_id, day) VALUES ($1::bigint, $2::date) ON CONFLICT DO NOTHING"
      })
  void aStatementOfOneAccountIsNotRefused(String sql) {
    assertEquals(List.of(), Pinning.faults(sql), sql);
  }
}
