-- Stands in for Citus where there is none: the functions of distribute.sql note what they are asked for, and
-- refuse what Citus documents that it refuses.
CREATE TABLE placement (
  of           regclass PRIMARY KEY,
  -- NULL: a reference table.
  distribution text,
  colocated    regclass,
  shards       int
);

CREATE FUNCTION refuse_what_no_node_keeps(of regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM placement p WHERE p.of = $1) THEN
    RAISE '% is placed already', of;
  END IF;
  IF (SELECT relkind NOT IN ('r', 'p') OR relpersistence <> 'p' FROM pg_class WHERE oid = of) THEN
    RAISE '% is no permanent table', of;
  END IF;
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = of AND NOT tgisinternal) THEN
    RAISE '% has triggers', of;
  END IF;
  IF EXISTS (SELECT FROM pg_rewrite WHERE ev_class = of) THEN
    RAISE '% has rules', of;
  END IF;
  IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = of OR inhparent = of) THEN
    RAISE '% inherits', of;
  END IF;
  -- A node makes numbers of its own in the upper bits.
  IF EXISTS (
    SELECT
    FROM pg_attribute
    WHERE attrelid = of AND attnum > 0 AND NOT attisdropped AND atttypid <> 'bigint'::regtype
      AND (attidentity <> '' OR EXISTS (
        SELECT FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        WHERE d.refobjid = of AND d.refobjsubid = attnum))
  ) THEN
    RAISE '% counts in less than bigint', of;
  END IF;
END $$;

CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_what_no_node_keeps(table_name);
  IF EXISTS (
    SELECT
    FROM pg_constraint k
    WHERE k.conrelid = table_name AND k.contype = 'f' AND k.confrelid <> table_name
      AND NOT EXISTS (SELECT FROM placement p WHERE p.of = k.confrelid AND p.distribution IS NULL)
  ) THEN
    RAISE '% refers to a table that is not a reference table', table_name;
  END IF;
  INSERT INTO placement VALUES (table_name);
END $$;

CREATE FUNCTION create_distributed_table(
  table_name regclass, distribution_column text, colocate_with text DEFAULT NULL, shard_count int DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  key smallint := (
    SELECT attnum FROM pg_attribute
    WHERE attrelid = table_name AND attname = distribution_column AND atttypid = 'bigint'::regtype);
  same regclass := coalesce(colocate_with::regclass, table_name);
BEGIN
  PERFORM refuse_what_no_node_keeps(table_name);
  IF key IS NULL THEN
    RAISE '% has no bigint %', table_name, distribution_column;
  END IF;
  IF same <> table_name AND NOT EXISTS (SELECT FROM placement WHERE of = same AND colocated = same) THEN
    RAISE '% is not distributed', same;
  END IF;
  IF EXISTS (
    SELECT FROM pg_index
    WHERE indrelid = table_name AND (indisunique OR indisexclusion) AND NOT key = ANY (indkey[0:indnkeyatts - 1])
  ) THEN
    RAISE 'a unique key of % lacks %', table_name, distribution_column;
  END IF;
  -- To a reference table, or from key to key on the same node.
  IF EXISTS (
    SELECT
    FROM pg_constraint k
    WHERE k.conrelid = table_name AND k.contype = 'f'
      AND NOT EXISTS (
        SELECT
        FROM placement p
        WHERE p.of = k.confrelid
          AND (p.distribution IS NULL
            OR p.colocated = same AND EXISTS (
              SELECT
              FROM unnest(k.conkey, k.confkey) AS pair (here, there)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = there AND a.attname = p.distribution
              WHERE here = key)))
  ) THEN
    RAISE '% refers to rows on other nodes', table_name;
  END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE confrelid = table_name AND contype = 'f' AND conrelid <> table_name) THEN
    RAISE '% is referred to by a table that is not distributed with it', table_name;
  END IF;
  INSERT INTO placement VALUES (table_name, distribution_column, same, shard_count);
END $$;
