-- A view over a union takes constants into its parts, but not the columns of a join: without naming the moved customers once more,
-- every move of one customer worked out the scopes of all.

CREATE OR REPLACE FUNCTION customers_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved int[];
BEGIN
  SELECT array_agg(n.id) INTO moved FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.territory_id) IS DISTINCT FROM (o.organization_id, o.territory_id);
  IF moved IS NOT NULL THEN
    PERFORM portico_hold_structure();
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

CREATE OR REPLACE FUNCTION listed_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE touched int[];
BEGIN
  PERFORM portico_move_structure();
  SELECT array_agg(DISTINCT customer_id) INTO touched FROM changed;
  DELETE FROM customer_scope s USING changed l WHERE s.customer_id = l.customer_id AND s.scope_id = ((l.grant_id::bigint << 4) | 5);
  DELETE FROM customer_scope s
    WHERE s.customer_id = ANY (touched) AND s.scope_id & 15 = 7
      AND NOT EXISTS (SELECT 1 FROM derived_scope_source x WHERE x.customer_id = ANY (touched) AND x.customer_id = s.customer_id AND x.scope_id = s.scope_id);
  RETURN NULL;
END $$;
