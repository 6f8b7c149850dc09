-- The activity log cannot be changed, and the application's own database role is a second wall behind the domain's filters.

ALTER TABLE activities
  ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  ADD COLUMN hash bytea NOT NULL DEFAULT '';
CREATE INDEX activities_by_tx ON activities (tx);

CREATE FUNCTION activity_hash(a activities) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(a.id, extract(epoch FROM a.at), a.actor_id, a.actor_name, a.via, a.action, a.outcome,
    a.record_type, a.record_id, a.record_name, a.organization_id, a.customer_id, a.ip, a.device, a.before, a.after, a.tx::text)::text, 'UTF8'))
$$;

CREATE FUNCTION activity_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tx := pg_current_xact_id();
  NEW.hash := activity_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER activity_written BEFORE INSERT ON activities FOR EACH ROW EXECUTE FUNCTION activity_written();

CREATE FUNCTION activity_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The activity log is never changed.' USING ERRCODE = 'PT002';
END $$;
CREATE TRIGGER activity_stands BEFORE UPDATE OR DELETE ON activities FOR EACH ROW EXECUTE FUNCTION activity_stands();
CREATE TRIGGER activity_kept BEFORE TRUNCATE ON activities FOR EACH STATEMENT EXECUTE FUNCTION activity_stands();

-- Seals every row of finished transactions that is not sealed yet; one sealer at a time. Answers how many rows it sealed.
-- Rows of a transaction that still runs are left for the next seal, so a seal never has to be opened again.
-- After a restore into another cluster transaction numbers start anew: everything restored is sealed first, then a new floor is set.
CREATE FUNCTION seal_activities() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last activity_seals; horizon bigint; low bigint; high bigint; floor_id bigint; amount int; leaf bytea; prior bytea;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7104) THEN RETURN 0; END IF;
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  SELECT * INTO last FROM activity_seals ORDER BY seq DESC LIMIT 1;
  low := coalesce(last.until_tx, 0); floor_id := coalesce(last.id_floor, 0); high := horizon;
  IF horizon < low THEN
    high := 9223372036854775807;
    IF NOT EXISTS (SELECT 1 FROM activities WHERE tx >= low::text::xid8 AND id > floor_id) THEN
      floor_id := coalesce((SELECT max(id) FROM activities WHERE tx >= horizon::text::xid8), floor_id); low := 0; high := horizon;
    END IF;
  END IF;
  SELECT count(*), string_agg(int8send(id) || substr(hash, 1, 16), ''::bytea ORDER BY id) INTO amount, leaf FROM activities
    WHERE tx >= low::text::xid8 AND tx < high::text::xid8 AND id > floor_id;
  IF amount = 0 THEN RETURN 0; END IF;
  prior := coalesce(last.hash, ''::bytea);
  INSERT INTO activity_seals (seq, from_tx, until_tx, id_floor, rows, leaves, previous, hash)
    VALUES (coalesce(last.seq, 0) + 1, low, high, floor_id, amount, leaf, prior,
      sha256(prior || int8send(low) || int8send(high) || int8send(floor_id) || leaf));
  RETURN amount;
END $$;

-- ---------------------------------------------------------------- the application's role

DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    CREATE ROLE portico_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT portico_app TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO portico_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations, territories, programs, enrollments, users, sessions, invitations, api_tokens,
  sign_in_attempts, roles, groups, group_members, group_nestings, grants, grant_customers, grant_except_customers, customers,
  idempotency_keys TO portico_app;
GRANT SELECT ON organization_closure, territory_closure, customer_scope, scope_count, derived_scopes, derived_parts, access_changes,
  access_clock, activity_seals, customer_scope_source, organization_scope TO portico_app;
GRANT SELECT, INSERT ON activities TO portico_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portico_app;

-- ---------------------------------------------------------------- the second wall

-- Grants with further conditions or exceptions: [[include, [required…], [excluded…]], …] against a record's scope ids.
CREATE FUNCTION scopes_meet(record bigint[], atoms jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT 1 FROM jsonb_array_elements(atoms) a
    WHERE ((a->>0)::bigint = 0 OR (a->>0)::bigint = ANY (record))
      AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements_text(a->1) r WHERE r::bigint <> ALL (record))
      AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements_text(a->2) x WHERE x::bigint = ANY (record)))
$$;

-- Every scope id of one customer, the ones that are not rows included.
CREATE FUNCTION customer_scope_ids(customer int, organization int, manager int) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT s.scope_id FROM customer_scope s WHERE s.customer_id = customer)
    || ARRAY[(organization::bigint << 4) | 2, (coalesce(manager, 0)::bigint << 4) | 6]
$$;

ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
-- A transaction says whose eyes it reads with (lib/platform/db/as-viewer.ts); one that says nothing sees nothing.
CREATE POLICY customers_seen ON customers FOR SELECT TO portico_app USING (
  CASE WHEN (SELECT current_setting('portico.all', true)) = 'on' THEN true
  WHEN (ARRAY(SELECT s.scope_id FROM customer_scope s WHERE s.customer_id = customers.id)
       || ARRAY[(organization_id::bigint << 4) | 2, (coalesce(account_manager_id, 0)::bigint << 4) | 6])
       && (SELECT coalesce(nullif(current_setting('portico.scopes', true), ''), '{}')::bigint[]) THEN true
  WHEN (SELECT coalesce(current_setting('portico.atoms', true), '')) = '' THEN false
  ELSE scopes_meet(customer_scope_ids(id, organization_id, account_manager_id), (SELECT current_setting('portico.atoms', true)::jsonb))
  END);
CREATE POLICY customers_created ON customers FOR INSERT TO portico_app WITH CHECK (true);
CREATE POLICY customers_changed ON customers FOR UPDATE TO portico_app USING (
  CASE WHEN (SELECT current_setting('portico.all', true)) = 'on' THEN true
  ELSE customer_scope_ids(id, organization_id, account_manager_id)
       && (SELECT coalesce(nullif(current_setting('portico.scopes', true), ''), '{}')::bigint[])
    OR (coalesce(current_setting('portico.atoms', true), '') <> ''
        AND scopes_meet(customer_scope_ids(id, organization_id, account_manager_id), nullif(current_setting('portico.atoms', true), '')::jsonb))
  END) WITH CHECK (true);

-- Ids of customers whose name, number or city holds all the words. Runs as the owner because behind the wall no text index can be used;
-- it gives away ids alone, and whoever asks still reads them through the wall.
CREATE FUNCTION find_customers(words text[], most int) RETURNS SETOF int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE conditions text;
BEGIN
  SELECT string_agg(format('search_text LIKE %L', '%' || replace(replace(replace(portico_fold(w), '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' AND ')
    INTO conditions FROM unnest(words) w;
  RETURN QUERY EXECUTE format('SELECT id FROM customers WHERE %s LIMIT %s', coalesce(conditions, 'false'), most);
END $$;
