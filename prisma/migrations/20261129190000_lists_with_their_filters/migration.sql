-- Triggers that take arrays keep one plan (plan_cache_mode): planned anew for each customer, their statements cost more than they did.
--
-- A row of the projection says where its customer stands in the trees. Partner, territory and program of a candidate are then read where
-- the candidate is found, in the index of its list, and a page with filters costs what the candidates it looks at cost.

CREATE TEMP TABLE kept_scope_rows ON COMMIT DROP AS SELECT scope_id, customer_id FROM customer_scope;
TRUNCATE customer_scope;
DROP INDEX customer_scope_by_name, customer_scope_by_created;
ALTER TABLE customer_scope ADD COLUMN organization_id int NOT NULL, ADD COLUMN territory_id int, DROP CONSTRAINT customer_scope_pkey, DISABLE TRIGGER USER;
-- Rows of one scope lie side by side in the order of its list.
INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
  SELECT k.scope_id, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
  FROM kept_scope_rows k JOIN customers c ON c.id = k.customer_id ORDER BY k.scope_id, c.sort_name, c.id;
ALTER TABLE customer_scope ENABLE TRIGGER USER, ADD CONSTRAINT customer_scope_pkey PRIMARY KEY (customer_id, scope_id);
CREATE INDEX customer_scope_by_name ON customer_scope (scope_id, sort_name, customer_id) INCLUDE (state, organization_id, territory_id);
CREATE INDEX customer_scope_by_created ON customer_scope (scope_id, created_at, customer_id) INCLUDE (state, organization_id, territory_id);
ANALYZE customer_scope;

-- ---------------------------------------------------------------- customers

-- One trigger for all that a new customer brings: its scopes, the count of everything, and word to whoever looks at a preview.
DROP TRIGGER customers_came ON customers;
DROP FUNCTION customers_came();
CREATE OR REPLACE FUNCTION customers_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_hold_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (a.ancestor_id::bigint << 4) | 1, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
      FROM changed c JOIN organization_closure a ON a.organization_id = c.organization_id
      WHERE a.ancestor_id <> (SELECT o.id FROM organizations o WHERE o.parent_id IS NULL)
    UNION ALL
    SELECT (t.ancestor_id::bigint << 4) | 3, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
      FROM changed c JOIN territory_closure t ON t.territory_id = c.territory_id
    UNION ALL
    SELECT (e.program_id::bigint << 4) | 4, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
      FROM changed c JOIN enrollments e ON e.organization_id = c.organization_id AND e.is_current;
  WITH counted AS (INSERT INTO scope_count (scope_id, state, n) SELECT 0, state, count(*) FROM changed GROUP BY state)
  INSERT INTO customer_moves (tx, customer_id)
    SELECT DISTINCT pg_current_xact_id()::text::bigint, CASE WHEN (SELECT count(*) FROM changed) > 1000 THEN 0 ELSE id END FROM changed
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION customers_updated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_generic_plan AS $$
DECLARE moved int[]; renewed int[];
BEGIN
  SELECT array_agg(n.id) FILTER (WHERE (n.organization_id, n.territory_id) IS DISTINCT FROM (o.organization_id, o.territory_id)), array_agg(n.id)
    INTO moved, renewed FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.territory_id, n.sort_name, n.created_at, n.state) IS DISTINCT FROM (o.organization_id, o.territory_id, o.sort_name, o.created_at, o.state);
  IF renewed IS NULL THEN RETURN NULL; END IF;
  -- A customer renamed while its branch moves must not leave the old name in the new rows: both wait for each other.
  PERFORM portico_hold_structure();
  IF moved IS NOT NULL THEN
    DELETE FROM customer_scope s WHERE s.customer_id = ANY (moved) AND s.scope_id & 15 IN (1, 3, 4)
      AND NOT EXISTS (SELECT 1 FROM customer_scope_source x WHERE x.customer_id = ANY (moved) AND x.customer_id = s.customer_id AND x.scope_id = s.scope_id);
    INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
      SELECT x.scope_id, n.id, n.sort_name, n.created_at, n.state, n.organization_id, n.territory_id
      FROM changed n JOIN customer_scope_source x ON x.customer_id = n.id
      WHERE x.customer_id = ANY (moved) AND x.scope_id & 15 IN (1, 3, 4)
      ON CONFLICT DO NOTHING;
  END IF;
  UPDATE customer_scope s
    SET sort_name = n.sort_name, created_at = n.created_at, state = n.state, organization_id = n.organization_id, territory_id = n.territory_id
    FROM changed n
    WHERE s.customer_id = n.id AND n.id = ANY (renewed)
      AND (s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id) IS DISTINCT FROM (n.sort_name, n.created_at, n.state, n.organization_id, n.territory_id);
  INSERT INTO scope_count (scope_id, state, n)
    SELECT 0, state, sum(n) FROM (
      SELECT n.state, 1 AS n FROM changed n JOIN former o ON o.id = n.id WHERE n.state <> o.state
      UNION ALL SELECT o.state, -1 FROM changed n JOIN former o ON o.id = n.id WHERE n.state <> o.state) d GROUP BY state;
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------- lists and enrolments

CREATE OR REPLACE FUNCTION listed_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (l.grant_id::bigint << 4) | 5, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id FROM changed l JOIN customers c ON c.id = l.customer_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION excepted_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (l.grant_id::bigint << 4) | 9, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id FROM changed l JOIN customers c ON c.id = l.customer_id;
  PERFORM note_access_changes(k, r) FROM (
    SELECT CASE WHEN g.user_id IS NULL THEN 'group' ELSE 'user' END AS k, array_agg(DISTINCT coalesce(g.user_id, g.group_id)) AS r
    FROM grants g WHERE g.id IN (SELECT grant_id FROM changed) GROUP BY 1) n;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION enrollments_refresh(wanted int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_scope s USING customers c
    WHERE c.organization_id = ANY (wanted) AND s.customer_id = c.id AND s.scope_id & 15 = 4
      AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.organization_id = c.organization_id AND e.is_current
                      AND ((e.program_id::bigint << 4) | 4) = s.scope_id);
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (e.program_id::bigint << 4) | 4, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
    FROM enrollments e JOIN customers c ON c.organization_id = e.organization_id
    WHERE e.organization_id = ANY (wanted) AND e.is_current
    ON CONFLICT DO NOTHING;
  PERFORM note_access_changes('all', ARRAY[0]);
END $$;

-- ---------------------------------------------------------------- moved branches

CREATE OR REPLACE FUNCTION organization_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE removed int[]; added int[]; root int;
BEGIN
  PERFORM portico_move_structure();
  IF NEW.parent_id IS NULL OR EXISTS
    (SELECT 1 FROM organization_closure WHERE ancestor_id = NEW.id AND organization_id = NEW.parent_id) THEN
    RAISE EXCEPTION 'An organization cannot stand below itself.' USING ERRCODE = 'PT001';
  END IF;
  SELECT id INTO root FROM organizations WHERE parent_id IS NULL;
  SELECT coalesce(array_agg(ancestor_id), '{}') INTO removed FROM organization_closure a
    WHERE a.organization_id = NEW.id AND a.depth > 0
      AND NOT EXISTS (SELECT 1 FROM organization_closure b WHERE b.organization_id = NEW.parent_id AND b.ancestor_id = a.ancestor_id);
  SELECT coalesce(array_agg(ancestor_id), '{}') INTO added FROM organization_closure a
    WHERE a.organization_id = NEW.parent_id
      AND NOT EXISTS (SELECT 1 FROM organization_closure b WHERE b.organization_id = NEW.id AND b.depth > 0 AND b.ancestor_id = a.ancestor_id);
  DELETE FROM organization_closure x USING organization_closure s
    WHERE s.ancestor_id = NEW.id AND x.organization_id = s.organization_id
      AND x.ancestor_id IN (SELECT ancestor_id FROM organization_closure WHERE organization_id = NEW.id AND depth > 0);
  INSERT INTO organization_closure (ancestor_id, organization_id, depth)
    SELECT p.ancestor_id, s.organization_id, p.depth + s.depth + 1
    FROM organization_closure p CROSS JOIN organization_closure s
    WHERE p.organization_id = NEW.parent_id AND s.ancestor_id = NEW.id;
  DELETE FROM customer_scope x USING unnest(removed) r, customer_scope s
    WHERE s.scope_id = (NEW.id::bigint << 4) | 1 AND x.customer_id = s.customer_id AND x.scope_id = (r::bigint << 4) | 1;
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (a::bigint << 4) | 1, s.customer_id, s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id
    FROM unnest(added) a CROSS JOIN customer_scope s
    WHERE s.scope_id = (NEW.id::bigint << 4) | 1 AND a <> root
    ORDER BY a, s.sort_name, s.customer_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION territory_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE removed int[]; added int[];
BEGIN
  PERFORM portico_move_structure();
  IF EXISTS (SELECT 1 FROM territory_closure WHERE ancestor_id = NEW.id AND territory_id = NEW.parent_id) THEN
    RAISE EXCEPTION 'A territory cannot stand below itself.' USING ERRCODE = 'PT001';
  END IF;
  SELECT coalesce(array_agg(ancestor_id), '{}') INTO removed FROM territory_closure a
    WHERE a.territory_id = NEW.id AND a.depth > 0
      AND NOT EXISTS (SELECT 1 FROM territory_closure b WHERE b.territory_id = NEW.parent_id AND b.ancestor_id = a.ancestor_id);
  SELECT coalesce(array_agg(ancestor_id), '{}') INTO added FROM territory_closure a
    WHERE a.territory_id = NEW.parent_id
      AND NOT EXISTS (SELECT 1 FROM territory_closure b WHERE b.territory_id = NEW.id AND b.depth > 0 AND b.ancestor_id = a.ancestor_id);
  DELETE FROM territory_closure x USING territory_closure s
    WHERE s.ancestor_id = NEW.id AND x.territory_id = s.territory_id
      AND x.ancestor_id IN (SELECT ancestor_id FROM territory_closure WHERE territory_id = NEW.id AND depth > 0);
  INSERT INTO territory_closure (ancestor_id, territory_id, depth)
    SELECT p.ancestor_id, s.territory_id, p.depth + s.depth + 1
    FROM territory_closure p CROSS JOIN territory_closure s
    WHERE p.territory_id = NEW.parent_id AND s.ancestor_id = NEW.id;
  DELETE FROM customer_scope x USING unnest(removed) r, customer_scope s
    WHERE s.scope_id = (NEW.id::bigint << 4) | 3 AND x.customer_id = s.customer_id AND x.scope_id = (r::bigint << 4) | 3;
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (a::bigint << 4) | 3, s.customer_id, s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id
    FROM unnest(added) a CROSS JOIN customer_scope s
    WHERE s.scope_id = (NEW.id::bigint << 4) | 3
    ORDER BY a, s.sort_name, s.customer_id;
  PERFORM note_access_changes('all', ARRAY[0]);
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------- derived scopes

CREATE OR REPLACE FUNCTION derive_again(affected int[], touched int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  DELETE FROM customer_scope d USING unnest(touched) t
    WHERE d.customer_id = t AND d.scope_id & 15 = 7 AND (d.scope_id >> 4)::int = ANY (affected)
      AND NOT EXISTS (SELECT 1 FROM derived_atoms a JOIN customer_scope s ON s.scope_id = a.include AND s.customer_id = d.customer_id
        WHERE a.derived_id = (d.scope_id >> 4)::int AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.exclude))));
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT DISTINCT (a.derived_id::bigint << 4) | 7, s.customer_id, s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id
      FROM unnest(touched) t JOIN customer_scope s ON s.customer_id = t JOIN derived_atoms a ON a.include = s.scope_id
      WHERE a.derived_id = ANY (affected) AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.exclude)))
    ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION scope_rows_inserted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_generic_plan AS $$
DECLARE written bigint[]; affected int[];
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
  WITH counted AS (INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, count(*) FROM changed GROUP BY scope_id, state RETURNING scope_id)
    SELECT array_agg(scope_id) INTO written FROM counted;
  SELECT array_agg(DISTINCT derived_id) INTO affected FROM derived_parts WHERE part_scope_id = ANY (written);
  IF affected IS NOT NULL THEN
    PERFORM derive_again(affected, ARRAY(SELECT DISTINCT c.customer_id FROM changed c
      WHERE c.scope_id IN (SELECT part_scope_id FROM derived_parts WHERE part_scope_id = ANY (written))));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION scope_rows_deleted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_generic_plan AS $$
DECLARE written bigint[]; affected int[];
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
  WITH counted AS (INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, -count(*) FROM changed GROUP BY scope_id, state RETURNING scope_id)
    SELECT array_agg(scope_id) INTO written FROM counted;
  SELECT array_agg(DISTINCT derived_id) INTO affected FROM derived_parts WHERE part_scope_id = ANY (written);
  IF affected IS NOT NULL THEN
    PERFORM derive_again(affected, ARRAY(SELECT DISTINCT c.customer_id FROM changed c
      WHERE c.scope_id IN (SELECT part_scope_id FROM derived_parts WHERE part_scope_id = ANY (written))));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION make_derived_scope(wanted jsonb, most int) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT (made::bigint << 4) | 7, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id FROM customers c WHERE c.id = ANY (members) ORDER BY c.sort_name, c.id;
  RETURN (made::bigint << 4) | 7;
END $$;

-- ---------------------------------------------------------------- checker and rebuild

CREATE OR REPLACE VIEW projection_faults AS
  WITH wanted AS (SELECT customer_id, scope_id FROM customer_scope_source UNION ALL SELECT customer_id, scope_id FROM derived_scope_source)
  SELECT 'missing' AS fault, w.customer_id, w.scope_id FROM wanted w
    WHERE NOT EXISTS (SELECT 1 FROM customer_scope s WHERE s.customer_id = w.customer_id AND s.scope_id = w.scope_id)
  UNION ALL
  SELECT 'surplus', s.customer_id, s.scope_id FROM customer_scope s
    WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.customer_id = s.customer_id AND w.scope_id = s.scope_id)
  UNION ALL
  SELECT 'outdated', s.customer_id, s.scope_id FROM customer_scope s JOIN customers c ON c.id = s.customer_id
    WHERE (s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id) IS DISTINCT FROM (c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id)
  UNION ALL
  SELECT 'miscounted', NULL, coalesce(k.scope_id, r.scope_id) FROM
    (SELECT scope_id, state, sum(n) AS n FROM scope_count GROUP BY scope_id, state HAVING sum(n) <> 0) k
    FULL JOIN (SELECT scope_id, state, count(*) AS n FROM customer_scope GROUP BY scope_id, state
               UNION ALL SELECT 0, state, count(*) FROM customers GROUP BY state) r
      ON r.scope_id = k.scope_id AND r.state = k.state
    WHERE k.n IS DISTINCT FROM r.n;

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
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT x.scope_id, c.id, c.sort_name, c.created_at, c.state, c.organization_id, c.territory_id
    FROM customer_scope_source x JOIN customers c ON c.id = x.customer_id
    ORDER BY x.scope_id, c.sort_name, c.id;
  PERFORM note_access_changes('all', ARRAY[0]);
END $$;
