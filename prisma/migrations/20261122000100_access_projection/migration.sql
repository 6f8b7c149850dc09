-- The access projection: closures, customer_scope, counters and the change clock are derived from their sources by triggers,
-- so that every way of writing a source keeps them. Functions run as the owner: the application may only read the projection.
--
-- A scope id is reference * 16 + kind: 1 subtree, 2 direct, 3 territory, 4 program, 5 listed in a grant, 6 own (account manager),
-- 7 derived (folded lists), 9 left out by a grant; 0 is everything. lib/access/scope-id.ts is its twin.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Sorting and searching ignore case and accents.
CREATE FUNCTION portico_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(translate(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'), 'ØøÆæŒœŁłĐđß', 'ooaaoolldds'))
$$;

ALTER TABLE customers
  ADD COLUMN sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (portico_fold(name)) STORED,
  ADD COLUMN search_text text COLLATE "C" NOT NULL GENERATED ALWAYS AS (portico_fold(name || ' ' || key || ' ' || coalesce(city, ''))) STORED,
  ADD COLUMN state smallint NOT NULL GENERATED ALWAYS AS
    (CASE WHEN archived_at IS NOT NULL THEN 3 WHEN status = 'suspended' THEN 2 ELSE 1 END) STORED;

CREATE INDEX customers_by_name ON customers (sort_name, id) INCLUDE (state);
CREATE INDEX customers_by_created ON customers (created_at, id) INCLUDE (state);
CREATE INDEX customers_by_organization ON customers (organization_id, sort_name, id) INCLUDE (state);
CREATE INDEX customers_by_organization_created ON customers (organization_id, created_at, id) INCLUDE (state);
CREATE INDEX customers_by_manager ON customers (account_manager_id, sort_name, id) INCLUDE (state);
CREATE INDEX customers_by_search ON customers USING gin (search_text gin_trgm_ops);

ALTER TABLE customer_scope ALTER COLUMN sort_name TYPE text COLLATE "C";
CREATE INDEX customer_scope_by_name ON customer_scope (scope_id, sort_name, customer_id) INCLUDE (state);
CREATE INDEX customer_scope_by_created ON customer_scope (scope_id, created_at, customer_id) INCLUDE (state);

-- One tree: a single root. Sizes and references that a form could get wrong are refused here too.
CREATE UNIQUE INDEX organizations_one_root ON organizations ((true)) WHERE parent_id IS NULL;
CREATE INDEX organizations_by_sort_name ON organizations (portico_fold(name) COLLATE "C", id);
CREATE INDEX users_by_sort_name ON users (portico_fold(name) COLLATE "C", id);
CREATE INDEX users_by_search ON users USING gin (portico_fold(name || ' ' || email) gin_trgm_ops);
ALTER TABLE grants ADD CONSTRAINT grants_one_holder CHECK (num_nonnulls(user_id, group_id) = 1);
ALTER TABLE grants ADD CONSTRAINT grants_scope_ref CHECK
  ((scope_kind IN ('subtree', 'direct', 'territory', 'program')) = (scope_ref IS NOT NULL));
ALTER TABLE grants ADD CONSTRAINT grants_window CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until);
ALTER TABLE enrollments ADD CONSTRAINT enrollments_window CHECK (valid_until IS NULL OR valid_from < valid_until);
ALTER TABLE group_members ADD CONSTRAINT group_members_window CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until);

INSERT INTO access_clock (id, seq) VALUES (1, 0);

-- ---------------------------------------------------------------- what the projection must hold

CREATE VIEW customer_scope_source AS
  SELECT c.id AS customer_id, (a.ancestor_id::bigint << 4) | 1 AS scope_id
    FROM customers c JOIN organization_closure a ON a.organization_id = c.organization_id
    WHERE a.ancestor_id <> (SELECT o.id FROM organizations o WHERE o.parent_id IS NULL)
  UNION ALL
  SELECT c.id, (t.ancestor_id::bigint << 4) | 3
    FROM customers c JOIN territory_closure t ON t.territory_id = c.territory_id
  UNION ALL
  SELECT c.id, (e.program_id::bigint << 4) | 4
    FROM customers c JOIN enrollments e ON e.organization_id = c.organization_id AND e.is_current
  UNION ALL
  SELECT g.customer_id, (g.grant_id::bigint << 4) | 5 FROM grant_customers g
  UNION ALL
  SELECT g.customer_id, (g.grant_id::bigint << 4) | 9 FROM grant_except_customers g;

-- The same for folded lists, apart because a customer may be in several parts.
CREATE VIEW derived_scope_source AS
  SELECT DISTINCT g.customer_id, (p.derived_id::bigint << 4) | 7 AS scope_id
    FROM derived_parts p JOIN grant_customers g ON p.part_scope_id = ((g.grant_id::bigint << 4) | 5);

-- Scope ids of organizations, and so of every record without a customer.
CREATE VIEW organization_scope AS
  SELECT a.organization_id, (a.ancestor_id::bigint << 4) | 1 AS scope_id FROM organization_closure a
  UNION ALL
  SELECT o.id, (o.id::bigint << 4) | 2 FROM organizations o
  UNION ALL
  SELECT o.id, (t.ancestor_id::bigint << 4) | 3 FROM organizations o JOIN territory_closure t ON t.territory_id = o.territory_id
  UNION ALL
  SELECT e.organization_id, (e.program_id::bigint << 4) | 4 FROM enrollments e WHERE e.is_current;

-- Whether a person with these attributes, at home in this organization, is in a rule group. All attributes of the rule must match,
-- any of the listed values will do; a rule that asks nothing matches nobody.
CREATE FUNCTION rule_matches(rule jsonb, job_role text, region text, home organizations) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT rule IS NOT NULL AND rule <> '{}'::jsonb
    AND (NOT rule ? 'jobRole' OR coalesce(rule->'jobRole' ? job_role, false))
    AND (NOT rule ? 'region' OR coalesce(rule->'region' ? region, false))
    AND (NOT rule ? 'partnerType' OR coalesce(rule->'partnerType' ? home.partner_type, false))
    AND (NOT rule ? 'organization' OR rule->'organization' ? home.key)
    AND (NOT rule ? 'territory' OR EXISTS (SELECT 1 FROM territory_closure c JOIN territories t ON t.id = c.ancestor_id
      WHERE c.territory_id = home.territory_id AND rule->'territory' ? t.key))
    AND (NOT rule ? 'program' OR EXISTS (SELECT 1 FROM enrollments e JOIN programs p ON p.id = e.program_id
      WHERE e.organization_id = home.id AND e.is_current AND rule->'program' ? p.key))
$$;

-- ---------------------------------------------------------------- locks

-- Whoever writes customers holds the structure still (shared); whoever moves a tree, a list or an enrolment holds it alone.
CREATE FUNCTION portico_hold_structure() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(7101) $$;
CREATE FUNCTION portico_move_structure() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(7101) $$;

-- ---------------------------------------------------------------- the change clock

CREATE FUNCTION note_access_changes(change_kind text, refs int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last_seq bigint; amount int := coalesce(array_length(refs, 1), 0);
BEGIN
  IF amount = 0 THEN RETURN; END IF;
  IF amount > 200 THEN change_kind := 'all'; refs := ARRAY[0]; amount := 1; END IF;
  UPDATE access_clock SET seq = seq + amount WHERE id = 1 RETURNING seq INTO last_seq;
  INSERT INTO access_changes (seq, kind, ref)
    SELECT last_seq - amount + n, change_kind, ref FROM unnest(refs) WITH ORDINALITY AS r(ref, n);
END $$;

CREATE FUNCTION access_changed_everywhere() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('all', ARRAY[0]);
  RETURN NULL;
END $$;

CREATE FUNCTION grants_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE users int[]; groups int[];
BEGIN
  SELECT array_agg(DISTINCT user_id) FILTER (WHERE user_id IS NOT NULL),
         array_agg(DISTINCT group_id) FILTER (WHERE group_id IS NOT NULL) INTO users, groups FROM changed;
  PERFORM note_access_changes('user', users);
  PERFORM note_access_changes('group', groups);
  RETURN NULL;
END $$;
CREATE TRIGGER grants_inserted AFTER INSERT ON grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grants_changed();
CREATE TRIGGER grants_updated AFTER UPDATE ON grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grants_changed();
CREATE TRIGGER grants_updated_old AFTER UPDATE ON grants REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grants_changed();
CREATE TRIGGER grants_deleted AFTER DELETE ON grants REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grants_changed();

CREATE FUNCTION memberships_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('user', (SELECT array_agg(DISTINCT user_id) FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER memberships_inserted AFTER INSERT ON group_members REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION memberships_changed();
CREATE TRIGGER memberships_updated AFTER UPDATE ON group_members REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION memberships_changed();
CREATE TRIGGER memberships_deleted AFTER DELETE ON group_members REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION memberships_changed();

CREATE FUNCTION nestings_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('group', (SELECT array_agg(DISTINCT member_id) FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER nestings_inserted AFTER INSERT ON group_nestings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION nestings_changed();
CREATE TRIGGER nestings_deleted AFTER DELETE ON group_nestings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION nestings_changed();

CREATE FUNCTION roles_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('role', (SELECT array_agg(id) FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER roles_updated AFTER UPDATE ON roles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION roles_changed();

CREATE FUNCTION groups_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed WHERE type = 'rule') THEN
    PERFORM note_access_changes('all', ARRAY[0]);
  ELSE
    PERFORM note_access_changes('group', (SELECT array_agg(id) FROM changed));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER groups_inserted AFTER INSERT ON groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_changed();
CREATE TRIGGER groups_updated AFTER UPDATE ON groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_changed();
CREATE TRIGGER groups_updated_old AFTER UPDATE ON groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_changed();
CREATE TRIGGER groups_deleted AFTER DELETE ON groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_changed();

CREATE FUNCTION users_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('user', (
    SELECT array_agg(n.id) FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.status, n.read_only, n.expires_at, n.job_role, n.region)
      IS DISTINCT FROM (o.organization_id, o.status, o.read_only, o.expires_at, o.job_role, o.region)));
  RETURN NULL;
END $$;
CREATE TRIGGER users_updated AFTER UPDATE ON users REFERENCING NEW TABLE AS changed OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION users_changed();

-- ---------------------------------------------------------------- trees

CREATE FUNCTION organization_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_hold_structure();
  INSERT INTO organization_closure (ancestor_id, organization_id, depth)
    SELECT NEW.id, NEW.id, 0
    UNION ALL
    SELECT ancestor_id, NEW.id, depth + 1 FROM organization_closure WHERE organization_id = NEW.parent_id;
  RETURN NULL;
END $$;
CREATE TRIGGER organization_inserted AFTER INSERT ON organizations FOR EACH ROW EXECUTE FUNCTION organization_inserted();

CREATE FUNCTION organization_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
  DELETE FROM customer_scope WHERE scope_id IN (SELECT (r::bigint << 4) | 1 FROM unnest(removed) r)
    AND customer_id IN (SELECT c.id FROM customers c JOIN organization_closure s ON s.organization_id = c.organization_id WHERE s.ancestor_id = NEW.id);
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (a::bigint << 4) | 1, c.id, c.sort_name, c.created_at, c.state
    FROM unnest(added) a CROSS JOIN customers c JOIN organization_closure s ON s.organization_id = c.organization_id
    WHERE s.ancestor_id = NEW.id AND a <> root;
  RETURN NULL;
END $$;
CREATE TRIGGER organization_moved AFTER UPDATE OF parent_id ON organizations FOR EACH ROW
  WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION organization_moved();

CREATE FUNCTION organizations_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.parent_id, n.status, n.has_guardrail, n.guardrail, n.territory_id, n.partner_type, n.region)
      IS DISTINCT FROM (o.parent_id, o.status, o.has_guardrail, o.guardrail, o.territory_id, o.partner_type, o.region)) THEN
    PERFORM note_access_changes('all', ARRAY[0]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER organizations_updated AFTER UPDATE ON organizations REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION organizations_changed();

CREATE FUNCTION territory_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_hold_structure();
  INSERT INTO territory_closure (ancestor_id, territory_id, depth)
    SELECT NEW.id, NEW.id, 0
    UNION ALL
    SELECT ancestor_id, NEW.id, depth + 1 FROM territory_closure WHERE territory_id = NEW.parent_id;
  RETURN NULL;
END $$;
CREATE TRIGGER territory_inserted AFTER INSERT ON territories FOR EACH ROW EXECUTE FUNCTION territory_inserted();

CREATE FUNCTION territory_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
  DELETE FROM customer_scope WHERE scope_id IN (SELECT (r::bigint << 4) | 3 FROM unnest(removed) r)
    AND customer_id IN (SELECT c.id FROM customers c JOIN territory_closure s ON s.territory_id = c.territory_id WHERE s.ancestor_id = NEW.id);
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (a::bigint << 4) | 3, c.id, c.sort_name, c.created_at, c.state
    FROM unnest(added) a CROSS JOIN customers c JOIN territory_closure s ON s.territory_id = c.territory_id
    WHERE s.ancestor_id = NEW.id;
  PERFORM note_access_changes('all', ARRAY[0]);
  RETURN NULL;
END $$;
CREATE TRIGGER territory_moved AFTER UPDATE OF parent_id ON territories FOR EACH ROW
  WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION territory_moved();

-- A closed circle of groups would have no meaning; refused under a lock so that two nestings cannot close one together.
CREATE FUNCTION group_nested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7102);
  IF NEW.group_id = NEW.member_id OR EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.group_id UNION SELECT n.group_id FROM group_nestings n JOIN above a ON n.member_id = a.id)
    SELECT 1 FROM above WHERE id = NEW.member_id) THEN
    RAISE EXCEPTION 'A group cannot be inside itself.' USING ERRCODE = 'PT001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER group_nested AFTER INSERT OR UPDATE ON group_nestings FOR EACH ROW EXECUTE FUNCTION group_nested();

-- ---------------------------------------------------------------- customers

CREATE FUNCTION customers_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_hold_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (a.ancestor_id::bigint << 4) | 1, c.id, c.sort_name, c.created_at, c.state
      FROM changed c JOIN organization_closure a ON a.organization_id = c.organization_id
      WHERE a.ancestor_id <> (SELECT o.id FROM organizations o WHERE o.parent_id IS NULL)
    UNION ALL
    SELECT (t.ancestor_id::bigint << 4) | 3, c.id, c.sort_name, c.created_at, c.state
      FROM changed c JOIN territory_closure t ON t.territory_id = c.territory_id
    UNION ALL
    SELECT (e.program_id::bigint << 4) | 4, c.id, c.sort_name, c.created_at, c.state
      FROM changed c JOIN enrollments e ON e.organization_id = c.organization_id AND e.is_current;
  INSERT INTO scope_count (scope_id, state, n) SELECT 0, state, count(*) FROM changed GROUP BY state;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_inserted AFTER INSERT ON customers REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customers_inserted();

CREATE FUNCTION customers_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved int[];
BEGIN
  SELECT array_agg(n.id) INTO moved FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.territory_id) IS DISTINCT FROM (o.organization_id, o.territory_id);
  IF moved IS NOT NULL THEN
    PERFORM portico_hold_structure();
    DELETE FROM customer_scope s WHERE s.customer_id = ANY (moved) AND s.scope_id & 15 IN (1, 3, 4)
      AND NOT EXISTS (SELECT 1 FROM customer_scope_source x WHERE x.customer_id = s.customer_id AND x.scope_id = s.scope_id);
    INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
      SELECT x.scope_id, n.id, n.sort_name, n.created_at, n.state
      FROM changed n JOIN customer_scope_source x ON x.customer_id = n.id
      WHERE n.id = ANY (moved) AND x.scope_id & 15 IN (1, 3, 4)
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
CREATE TRIGGER customers_updated AFTER UPDATE ON customers REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION customers_updated();

CREATE FUNCTION customers_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_scope WHERE customer_id IN (SELECT id FROM changed);
  INSERT INTO scope_count (scope_id, state, n) SELECT 0, state, -count(*) FROM changed GROUP BY state;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_deleted AFTER DELETE ON customers REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customers_deleted();

-- ---------------------------------------------------------------- lists of customers in grants

CREATE FUNCTION listed_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (l.grant_id::bigint << 4) | 5, c.id, c.sort_name, c.created_at, c.state FROM changed l JOIN customers c ON c.id = l.customer_id
    UNION ALL
    SELECT DISTINCT (p.derived_id::bigint << 4) | 7, c.id, c.sort_name, c.created_at, c.state
      FROM changed l JOIN customers c ON c.id = l.customer_id
      JOIN derived_parts p ON p.part_scope_id = ((l.grant_id::bigint << 4) | 5)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER listed_inserted AFTER INSERT ON grant_customers REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION listed_inserted();

CREATE FUNCTION listed_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  DELETE FROM customer_scope s USING changed l WHERE s.customer_id = l.customer_id AND s.scope_id = ((l.grant_id::bigint << 4) | 5);
  DELETE FROM customer_scope s USING changed l
    WHERE s.customer_id = l.customer_id AND s.scope_id & 15 = 7
      AND NOT EXISTS (SELECT 1 FROM derived_scope_source x WHERE x.customer_id = s.customer_id AND x.scope_id = s.scope_id);
  RETURN NULL;
END $$;
CREATE TRIGGER listed_deleted AFTER DELETE ON grant_customers REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION listed_deleted();

CREATE FUNCTION excepted_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (l.grant_id::bigint << 4) | 9, c.id, c.sort_name, c.created_at, c.state FROM changed l JOIN customers c ON c.id = l.customer_id;
  PERFORM note_access_changes(k, r) FROM (
    SELECT CASE WHEN g.user_id IS NULL THEN 'group' ELSE 'user' END AS k, array_agg(DISTINCT coalesce(g.user_id, g.group_id)) AS r
    FROM grants g WHERE g.id IN (SELECT grant_id FROM changed) GROUP BY 1) n;
  RETURN NULL;
END $$;
CREATE TRIGGER excepted_inserted AFTER INSERT ON grant_except_customers REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION excepted_inserted();

CREATE FUNCTION excepted_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM portico_move_structure();
  DELETE FROM customer_scope s USING changed l WHERE s.customer_id = l.customer_id AND s.scope_id = ((l.grant_id::bigint << 4) | 9);
  RETURN NULL;
END $$;
CREATE TRIGGER excepted_deleted AFTER DELETE ON grant_except_customers REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION excepted_deleted();

-- Folds customer lists into one derived scope and answers its id; the same lists always answer the same id.
CREATE FUNCTION fold_scopes(parts bigint[]) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE wanted text := encode(sha256(convert_to((SELECT string_agg(p::text, ',' ORDER BY p) FROM unnest(parts) p), 'UTF8')), 'hex'); found int;
BEGIN
  SELECT id INTO found FROM derived_scopes WHERE signature = wanted;
  IF found IS NOT NULL THEN RETURN (found::bigint << 4) | 7; END IF;
  PERFORM portico_move_structure();
  INSERT INTO derived_scopes (signature) VALUES (wanted) ON CONFLICT DO NOTHING RETURNING id INTO found;
  IF found IS NULL THEN RETURN (SELECT (id::bigint << 4) | 7 FROM derived_scopes WHERE signature = wanted); END IF;
  INSERT INTO derived_parts (part_scope_id, derived_id) SELECT p, found FROM unnest(parts) p;
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT DISTINCT ON (customer_id) (found::bigint << 4) | 7, customer_id, sort_name, created_at, state
    FROM customer_scope WHERE scope_id = ANY (parts);
  RETURN (found::bigint << 4) | 7;
END $$;

-- ---------------------------------------------------------------- enrolments

CREATE FUNCTION enrollment_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.is_current := NEW.valid_from <= now() AND (NEW.valid_until IS NULL OR NEW.valid_until > now());
  NEW.next_change_at := CASE WHEN NEW.valid_from > now() THEN NEW.valid_from WHEN NEW.valid_until > now() THEN NEW.valid_until END;
  RETURN NEW;
END $$;
CREATE TRIGGER enrollment_dated BEFORE INSERT OR UPDATE OF valid_from, valid_until ON enrollments
  FOR EACH ROW EXECUTE FUNCTION enrollment_dated();

CREATE FUNCTION enrollments_refresh(wanted int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_scope s USING customers c
    WHERE c.organization_id = ANY (wanted) AND s.customer_id = c.id AND s.scope_id & 15 = 4
      AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.organization_id = c.organization_id AND e.is_current
                      AND ((e.program_id::bigint << 4) | 4) = s.scope_id);
  INSERT INTO customer_scope (scope_id, customer_id, sort_name, created_at, state)
    SELECT (e.program_id::bigint << 4) | 4, c.id, c.sort_name, c.created_at, c.state
    FROM enrollments e JOIN customers c ON c.organization_id = e.organization_id
    WHERE e.organization_id = ANY (wanted) AND e.is_current
    ON CONFLICT DO NOTHING;
  PERFORM note_access_changes('all', ARRAY[0]);
END $$;

CREATE FUNCTION enrollments_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE touched int[];
BEGIN
  SELECT array_agg(DISTINCT organization_id) INTO touched FROM changed;
  IF touched IS NULL THEN RETURN NULL; END IF;
  PERFORM portico_move_structure();
  PERFORM enrollments_refresh(touched);
  RETURN NULL;
END $$;
CREATE TRIGGER enrollments_inserted AFTER INSERT ON enrollments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION enrollments_changed();
CREATE TRIGGER enrollments_updated AFTER UPDATE ON enrollments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION enrollments_changed();
CREATE TRIGGER enrollments_deleted AFTER DELETE ON enrollments REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION enrollments_changed();

-- Enrolments whose time has come or gone by the given clock; called before access is decided, so no job's delay is ever seen.
CREATE FUNCTION settle_enrollments(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  UPDATE enrollments SET
    is_current = valid_from <= at AND (valid_until IS NULL OR valid_until > at),
    next_change_at = CASE WHEN valid_from > at THEN valid_from WHEN valid_until > at THEN valid_until END
  WHERE next_change_at <= at
$$;

-- ---------------------------------------------------------------- counters

CREATE FUNCTION scope_rows_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, count(*) FROM changed GROUP BY scope_id, state;
  RETURN NULL;
END $$;
CREATE TRIGGER scope_rows_inserted AFTER INSERT ON customer_scope REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION scope_rows_inserted();

CREATE FUNCTION scope_rows_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, -count(*) FROM changed GROUP BY scope_id, state;
  RETURN NULL;
END $$;
CREATE TRIGGER scope_rows_deleted AFTER DELETE ON customer_scope REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION scope_rows_deleted();

CREATE FUNCTION scope_rows_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO scope_count (scope_id, state, n)
    SELECT scope_id, state, sum(n) FROM (
      SELECT scope_id, state, count(*) AS n FROM changed GROUP BY scope_id, state
      UNION ALL SELECT scope_id, state, -count(*) FROM former GROUP BY scope_id, state) d
    GROUP BY scope_id, state HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER scope_rows_updated AFTER UPDATE ON customer_scope REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION scope_rows_updated();

-- Adds up the deltas of counters that have gathered more than a few; one caller at a time, the rest go on.
CREATE FUNCTION fold_counters() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE folded int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7103) THEN RETURN 0; END IF;
  WITH crowded AS (SELECT scope_id, state FROM scope_count GROUP BY scope_id, state HAVING count(*) > 8),
  gone AS (DELETE FROM scope_count s USING crowded c WHERE s.scope_id = c.scope_id AND s.state = c.state RETURNING s.scope_id, s.state, s.n),
  kept AS (INSERT INTO scope_count (scope_id, state, n) SELECT scope_id, state, sum(n) FROM gone GROUP BY scope_id, state RETURNING 1)
  SELECT count(*) INTO folded FROM kept;
  RETURN folded;
END $$;

-- ---------------------------------------------------------------- checker and rebuild

-- Every difference between the projection and its sources; empty when all is well.
CREATE VIEW projection_faults AS
  WITH wanted AS (SELECT customer_id, scope_id FROM customer_scope_source UNION ALL SELECT customer_id, scope_id FROM derived_scope_source)
  SELECT 'missing' AS fault, w.customer_id, w.scope_id FROM wanted w
    WHERE NOT EXISTS (SELECT 1 FROM customer_scope s WHERE s.customer_id = w.customer_id AND s.scope_id = w.scope_id)
  UNION ALL
  SELECT 'surplus', s.customer_id, s.scope_id FROM customer_scope s
    WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.customer_id = s.customer_id AND w.scope_id = s.scope_id)
  UNION ALL
  SELECT 'outdated', s.customer_id, s.scope_id FROM customer_scope s JOIN customers c ON c.id = s.customer_id
    WHERE (s.sort_name, s.created_at, s.state) IS DISTINCT FROM (c.sort_name, c.created_at, c.state)
  UNION ALL
  SELECT 'miscounted', NULL, coalesce(k.scope_id, r.scope_id) FROM
    (SELECT scope_id, state, sum(n) AS n FROM scope_count GROUP BY scope_id, state HAVING sum(n) <> 0) k
    FULL JOIN (SELECT scope_id, state, count(*) AS n FROM customer_scope GROUP BY scope_id, state
               UNION ALL SELECT 0, state, count(*) FROM customers GROUP BY state) r
      ON r.scope_id = k.scope_id AND r.state = k.state
    WHERE k.n IS DISTINCT FROM r.n;

-- Makes the whole projection anew from its sources (after a bulk load with triggers off, or to mend).
CREATE FUNCTION rebuild_projection() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
    FROM (SELECT * FROM customer_scope_source UNION ALL SELECT * FROM derived_scope_source) x JOIN customers c ON c.id = x.customer_id;
  PERFORM note_access_changes('all', ARRAY[0]);
END $$;
