-- A customer's rows are looked up by both columns of the key: only those of the derived scopes in question and of what their atoms include,
-- where all its rows were read before. A moved branch of thousands spends most of its time here.
CREATE OR REPLACE FUNCTION derive_again(affected int[], touched int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  kept bigint[] := ARRAY(SELECT (a::bigint << 4) | 7 FROM unnest(affected) a);
  included bigint[] := ARRAY(SELECT DISTINCT a.include FROM derived_atoms a WHERE a.derived_id = ANY (affected));
BEGIN
  DELETE FROM customer_scope d USING unnest(touched) t
    WHERE d.customer_id = t AND d.scope_id = ANY (kept)
      AND NOT EXISTS (SELECT 1 FROM derived_atoms a JOIN customer_scope s ON s.scope_id = a.include AND s.customer_id = d.customer_id
        WHERE a.derived_id = (d.scope_id >> 4)::int AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = d.customer_id AND x.scope_id = ANY (a.exclude))));
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state, organization_id, territory_id)
    SELECT DISTINCT (a.derived_id::bigint << 4) | 7, s.customer_id, s.sort_name, s.created_at, s.state, s.organization_id, s.territory_id
      FROM unnest(touched) t JOIN customer_scope s ON s.customer_id = t AND s.scope_id = ANY (included) JOIN derived_atoms a ON a.include = s.scope_id
      WHERE a.derived_id = ANY (affected) AND (a.require = '{}' OR cardinality(a.require) =
        (SELECT count(*) FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.require)))
      AND (a.exclude = '{}' OR NOT EXISTS (SELECT 1 FROM customer_scope x WHERE x.customer_id = s.customer_id AND x.scope_id = ANY (a.exclude)))
    ON CONFLICT DO NOTHING;
END $$;
