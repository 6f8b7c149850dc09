-- A derived scope holds what any of its atoms covers: the customers in `include`, in all of `require` and in none of `exclude`. Folded
-- lists are atoms without conditions; narrowed and clipped grants become one ordered run as well, so that their pages need not look
-- through everything that one of their conditions covers. derived_parts names every scope an atom speaks of.

ALTER TABLE derived_scopes
  ADD COLUMN is_kept boolean NOT NULL DEFAULT true,
  ADD COLUMN retired_at timestamptz(3);
CREATE INDEX "derived_scopes_used_at_idx" ON derived_scopes (used_at);

CREATE TABLE derived_atoms (
  id serial PRIMARY KEY,
  derived_id int NOT NULL REFERENCES derived_scopes (id) ON DELETE CASCADE ON UPDATE CASCADE,
  include bigint NOT NULL,
  require bigint[],
  exclude bigint[]
);
CREATE INDEX "derived_atoms_derived_id_idx" ON derived_atoms (derived_id);
CREATE INDEX "derived_atoms_include_idx" ON derived_atoms (include);
GRANT SELECT ON derived_atoms TO portico_app;
INSERT INTO derived_atoms (derived_id, include, require, exclude) SELECT derived_id, part_scope_id, '{}', '{}' FROM derived_parts;

-- Pages are read from the index alone as long as the table's pages are known to be visible to all; after a thousand new rows, the size
-- of one derived scope, they are looked at again. Rows that are there already cost such a round nothing.
ALTER TABLE customer_scope SET (autovacuum_vacuum_insert_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0);

-- ---------------------------------------------------------------- what derived scopes must hold

-- The conditions are written out in each place: a function with a sub-select is called for each row anew, which costs ten times as much.
CREATE OR REPLACE VIEW derived_scope_source AS
  SELECT DISTINCT s.customer_id, (a.derived_id::bigint << 4) | 7 AS scope_id
    FROM derived_atoms a JOIN customer_scope s ON s.scope_id = a.include
    WHERE (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.exclude)));

-- ---------------------------------------------------------------- how they are kept

-- Brings these customers into and out of these derived scopes, by the rows of their other scopes as they are now.
CREATE FUNCTION derive_again(affected int[], touched int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_scope d USING unnest(touched) t
    WHERE d.customer_id = t AND d.scope_id & 15 = 7 AND (d.scope_id >> 4)::int = ANY (affected)
      AND NOT EXISTS (SELECT 1 FROM derived_atoms a JOIN customer_scope s ON s.scope_id = a.include AND s.customer_id = d.customer_id
        WHERE a.derived_id = (d.scope_id >> 4)::int AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.exclude))));
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT DISTINCT (a.derived_id::bigint << 4) | 7, s.customer_id, s.sort_name, s.created_at, s.state
      FROM unnest(touched) t JOIN customer_scope s ON s.customer_id = t JOIN derived_atoms a ON a.include = s.scope_id
      WHERE a.derived_id = ANY (affected) AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.exclude)))
    ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION scope_rows_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE written bigint[]; affected int[];
BEGIN
  WITH counted AS (INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, count(*) FROM changed GROUP BY scope_id, state RETURNING scope_id)
    SELECT array_agg(scope_id) INTO written FROM counted;
  SELECT array_agg(DISTINCT derived_id) INTO affected FROM derived_parts WHERE part_scope_id = ANY (written);
  IF affected IS NOT NULL THEN
    PERFORM derive_again(affected, ARRAY(SELECT DISTINCT c.customer_id FROM changed c
      WHERE c.scope_id IN (SELECT part_scope_id FROM derived_parts WHERE part_scope_id = ANY (written))));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION scope_rows_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE written bigint[]; affected int[];
BEGIN
  WITH counted AS (INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, -count(*) FROM changed GROUP BY scope_id, state RETURNING scope_id)
    SELECT array_agg(scope_id) INTO written FROM counted;
  SELECT array_agg(DISTINCT derived_id) INTO affected FROM derived_parts WHERE part_scope_id = ANY (written);
  IF affected IS NOT NULL THEN
    PERFORM derive_again(affected, ARRAY(SELECT DISTINCT c.customer_id FROM changed c
      WHERE c.scope_id IN (SELECT part_scope_id FROM derived_parts WHERE part_scope_id = ANY (written))));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION listed_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (l.grant_id::bigint << 4) | 5, c.id, c.sort_name, c.created_at, c.state FROM changed l JOIN customers c ON c.id = l.customer_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION listed_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  DELETE FROM customer_scope s USING changed l WHERE s.customer_id = l.customer_id AND s.scope_id = ((l.grant_id::bigint << 4) | 5);
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------- how they come and go

-- Makes the derived scope of these atoms, [[needed, …], [excluded, …]] each, as wide as `most` customers, or notes that it would be wider.
-- The smallest of an atom's needed scopes, by the counters of today, is the one that is looked through.
CREATE FUNCTION make_derived_scope(wanted jsonb, most int) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE mark text := encode(sha256(convert_to(wanted::text, 'UTF8')), 'hex'); made int; members int[];
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO derived_scopes (signature) VALUES (mark) ON CONFLICT DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN RETURN (SELECT CASE WHEN is_kept THEN (id::bigint << 4) | 7 END FROM derived_scopes WHERE signature = mark); END IF;
  INSERT INTO derived_atoms (derived_id, include, require, exclude)
    SELECT made, n.ids[1], n.ids[2:], ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(w->1) x)
    FROM jsonb_array_elements(wanted) w CROSS JOIN LATERAL (
      SELECT array_agg(p.id ORDER BY p.size, p.id) AS ids FROM (
        SELECT scope::bigint AS id, coalesce((SELECT sum(k.n) FROM scope_count k WHERE k.scope_id = scope::bigint), 0) AS size FROM jsonb_array_elements_text(w->0) scope) p) n;
  -- OFFSET 0 keeps the planner from reading the whole projection for atoms that it knows nothing of yet.
  members := ARRAY(SELECT DISTINCT s.customer_id FROM derived_atoms a CROSS JOIN LATERAL (SELECT i.customer_id FROM customer_scope i WHERE i.scope_id = a.include OFFSET 0) s
    WHERE a.derived_id = made
      AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.exclude)))
    LIMIT most + 1);
  IF cardinality(members) > most THEN
    DELETE FROM derived_atoms WHERE derived_id = made;
    UPDATE derived_scopes SET is_kept = false WHERE id = made;
    RETURN NULL;
  END IF;
  INSERT INTO derived_parts (part_scope_id, derived_id)
    SELECT DISTINCT p, made FROM derived_atoms a CROSS JOIN LATERAL unnest(a.include || a.require || a.exclude) p WHERE a.derived_id = made;
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (made::bigint << 4) | 7, c.id, c.sort_name, c.created_at, c.state FROM customers c WHERE c.id = ANY (members) ORDER BY c.sort_name, c.id;
  RETURN (made::bigint << 4) | 7;
END $$;

-- The derived scope of these atoms; the same atoms always answer the same id. Null when a list walks through them as well as they are:
-- because few records are looked at in vain (an atom that needs one scope is walked unless it leaves out many), or because the scope would
-- be so large that enough of what is looked at is met.
CREATE FUNCTION derive_scope(wanted jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '500ms' AS $$
DECLARE few constant int := 200; fewer_left_out constant int := 1000; known derived_scopes; looked_at bigint; left_out bigint;
BEGIN
  SELECT * INTO known FROM derived_scopes WHERE signature = encode(sha256(convert_to(wanted::text, 'UTF8')), 'hex');
  IF FOUND AND (known.used_at < now() - interval '1 day' OR known.retired_at IS NOT NULL) THEN
    UPDATE derived_scopes SET used_at = now(), retired_at = NULL WHERE id = known.id;
  END IF;
  IF FOUND THEN RETURN CASE WHEN known.is_kept THEN (known.id::bigint << 4) | 7 END; END IF;
  SELECT coalesce(sum(a.least), 0), sum(a.left_out) FILTER (WHERE a.needs = 1) INTO looked_at, left_out FROM (
    SELECT (SELECT min(coalesce((SELECT sum(k.n) FROM scope_count k WHERE k.scope_id = scope::bigint), 0)) FROM jsonb_array_elements_text(w->0) scope) AS least,
      coalesce((SELECT sum(k.n) FROM scope_count k WHERE k.scope_id IN (SELECT x::bigint FROM jsonb_array_elements_text(w->1) x)), 0) AS left_out,
      jsonb_array_length(w->0) AS needs
    FROM jsonb_array_elements(wanted) w) a;
  IF jsonb_array_length(wanted) <= 8 AND (looked_at <= few OR left_out <= fewer_left_out) THEN RETURN NULL; END IF;
  RETURN make_derived_scope(wanted, 100000);
END $$;
DROP FUNCTION fold_scopes(bigint[]);

-- Takes away derived scopes that nobody has asked for in a month. Servers are told an hour ahead and ask anew for those they still use.
CREATE FUNCTION retire_derived_scopes() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE gone int[];
BEGIN
  UPDATE derived_scopes SET retired_at = now() WHERE used_at < now() - interval '30 days' AND retired_at IS NULL;
  IF FOUND THEN PERFORM note_access_changes('all', ARRAY[0]); END IF;
  IF NOT EXISTS (SELECT 1 FROM derived_scopes WHERE used_at < now() - interval '30 days' AND retired_at < now() - interval '1 hour') THEN RETURN 0; END IF;
  PERFORM portico_move_structure();
  WITH deleted AS (DELETE FROM derived_scopes WHERE used_at < now() - interval '30 days' AND retired_at < now() - interval '1 hour' RETURNING id)
    SELECT array_agg(id) INTO gone FROM deleted;
  DELETE FROM customer_scope WHERE scope_id IN (SELECT (g::bigint << 4) | 7 FROM unnest(gone) g);
  RETURN coalesce(cardinality(gone), 0);
END $$;

-- ---------------------------------------------------------------- rebuild

-- Rows of one scope lie side by side in the order of its list: a page of many scopes then touches as few blocks as there can be. Derived
-- scopes follow from the rows of the others, by their triggers.
CREATE OR REPLACE FUNCTION rebuild_projection() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  TRUNCATE organization_closure, territory_closure, customer_scope, scope_count;
  INSERT INTO organization_closure (ancestor_id, organization_id, depth)
    WITH RECURSIVE t AS (SELECT id AS ancestor_id, id AS organization_id, 0 AS depth FROM organizations
      UNION ALL SELECT t.ancestor_id, o.id, t.depth + 1 FROM t JOIN organizations o ON o.parent_id = t.organization_id) SELECT * FROM t;
  INSERT INTO territory_closure (ancestor_id, territory_id, depth)
    WITH RECURSIVE t AS (SELECT id AS ancestor_id, id AS territory_id, 0 AS depth FROM territories
      UNION ALL SELECT t.ancestor_id, o.id, t.depth + 1 FROM t JOIN territories o ON o.parent_id = t.territory_id) SELECT * FROM t;
  ANALYZE organization_closure, territory_closure;
  INSERT INTO scope_count (scope_id, state, n) SELECT 0, state, count(*) FROM customers GROUP BY state;
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT x.scope_id, c.id, c.sort_name, c.created_at, c.state
    FROM customer_scope_source x JOIN customers c ON c.id = x.customer_id
    ORDER BY x.scope_id, c.sort_name, c.id;
  PERFORM note_access_changes('all', ARRAY[0]);
END $$;
