-- A moved branch brings its customers along by its own rows of the projection, in the order of the index, instead of looking through
-- all customers for them; what it leaves is found by both columns of the key.

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
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (a::bigint << 4) | 1, s.customer_id, s.sort_name, s.created_at, s.state
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
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (a::bigint << 4) | 3, s.customer_id, s.sort_name, s.created_at, s.state
    FROM unnest(added) a CROSS JOIN customer_scope s
    WHERE s.scope_id = (NEW.id::bigint << 4) | 3
    ORDER BY a, s.sort_name, s.customer_id;
  PERFORM note_access_changes('all', ARRAY[0]);
  RETURN NULL;
END $$;

-- A customer renamed while its branch moves must not leave the old name in the new rows: both wait for each other.
CREATE OR REPLACE FUNCTION customers_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved int[];
BEGIN
  SELECT array_agg(n.id) INTO moved FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.territory_id) IS DISTINCT FROM (o.organization_id, o.territory_id);
  IF EXISTS (SELECT 1 FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.territory_id, n.sort_name, n.created_at, n.state) IS DISTINCT FROM (o.organization_id, o.territory_id, o.sort_name, o.created_at, o.state)) THEN
    PERFORM portico_hold_structure();
  END IF;
  IF moved IS NOT NULL THEN
    DELETE FROM customer_scope s WHERE s.customer_id = ANY (moved) AND s.scope_id & 15 IN (1, 3, 4)
      AND NOT EXISTS (SELECT 1 FROM customer_scope_source x WHERE x.customer_id = ANY (moved) AND x.customer_id = s.customer_id AND x.scope_id = s.scope_id);
    INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
      SELECT x.scope_id, n.id, n.sort_name, n.created_at, n.state
      FROM changed n JOIN customer_scope_source x ON x.customer_id = n.id
      WHERE x.customer_id = ANY (moved) AND x.scope_id & 15 IN (1, 3, 4)
      ON CONFLICT DO NOTHING;
  END IF;
  UPDATE customer_scope s SET sort_name = n.sort_name, created_at = n.created_at, state = n.state
    FROM changed n JOIN former o ON o.id = n.id
    WHERE s.customer_id = n.id AND (n.sort_name, n.created_at, n.state) IS DISTINCT FROM (o.sort_name, o.created_at, o.state)
      AND (s.sort_name, s.created_at, s.state) IS DISTINCT FROM (n.sort_name, n.created_at, n.state);
  INSERT INTO scope_count (scope_id, state, n)
    SELECT 0, state, sum(n) FROM (
      SELECT n.state, 1 AS n FROM changed n JOIN former o ON o.id = n.id WHERE n.state <> o.state
      UNION ALL SELECT o.state, -1 FROM changed n JOIN former o ON o.id = n.id WHERE n.state <> o.state) d GROUP BY state;
  RETURN NULL;
END $$;
