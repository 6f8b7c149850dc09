-- What a transaction has touched that access is decided from, exactly. Written only while a change is being previewed, in a transaction
-- that is taken back, so the table is always empty. access_changes cannot serve: it says "all" for many rows and knows no records.

CREATE TABLE access_notes (
  id bigserial PRIMARY KEY,
  kind text NOT NULL,
  ref int NOT NULL,
  former jsonb
);
GRANT SELECT ON access_notes TO portico_app;

-- Arguments: the kind, the column that names whom or what, and optionally a condition on the row.
CREATE FUNCTION note_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  EXECUTE format('INSERT INTO access_notes (kind, ref) SELECT DISTINCT %L, %s FROM changed r WHERE %s', TG_ARGV[0], TG_ARGV[1], coalesce(TG_ARGV[2], 'true'));
  RETURN NULL;
END $$;

-- Arguments: the kind and the columns of which at least one must have changed.
CREATE FUNCTION note_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE now_is text; was text;
BEGIN
  SELECT string_agg('n.' || c, ', '), string_agg('o.' || c, ', ') INTO now_is, was FROM unnest(string_to_array(TG_ARGV[1], ' ')) c;
  EXECUTE format('INSERT INTO access_notes (kind, ref) SELECT %L, n.id FROM changed n JOIN former o ON o.id = n.id WHERE (%s) IS DISTINCT FROM (%s)', TG_ARGV[0], now_is, was);
  RETURN NULL;
END $$;

CREATE FUNCTION note_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO access_notes (kind, ref, former)
    SELECT 'rule', o.id, o.rule FROM changed n JOIN former o ON o.id = n.id WHERE n.rule IS DISTINCT FROM o.rule AND o.rule IS NOT NULL;
  RETURN NULL;
END $$;

DO $$
DECLARE
  previewing text := $w$WHEN (current_setting('portico.preview', true) = 'on')$w$;
  rows_noted text[] := ARRAY[
    'users INSERT NEW|user|r.id', 'users DELETE OLD|user|r.id',
    'group_members INSERT NEW|user|r.user_id', 'group_members UPDATE NEW|user|r.user_id', 'group_members DELETE OLD|user|r.user_id',
    'group_nestings INSERT NEW|group|r.member_id', 'group_nestings DELETE OLD|group|r.member_id',
    'groups INSERT NEW|group|r.id', 'groups DELETE OLD|group|r.id',
    'grants INSERT NEW|user|r.user_id|r.user_id IS NOT NULL', 'grants INSERT NEW|group|r.group_id|r.group_id IS NOT NULL',
    'grants UPDATE NEW|user|r.user_id|r.user_id IS NOT NULL', 'grants UPDATE NEW|group|r.group_id|r.group_id IS NOT NULL',
    'grants UPDATE OLD|user|r.user_id|r.user_id IS NOT NULL', 'grants UPDATE OLD|group|r.group_id|r.group_id IS NOT NULL',
    'grants DELETE OLD|user|r.user_id|r.user_id IS NOT NULL', 'grants DELETE OLD|group|r.group_id|r.group_id IS NOT NULL',
    'grant_customers INSERT NEW|customer|r.customer_id', 'grant_customers DELETE OLD|customer|r.customer_id',
    'grant_except_customers INSERT NEW|customer|r.customer_id', 'grant_except_customers DELETE OLD|customer|r.customer_id',
    'grant_except_customers INSERT NEW|grant|r.grant_id', 'grant_except_customers DELETE OLD|grant|r.grant_id',
    'organizations INSERT NEW|home|r.id',
    'enrollments INSERT NEW|home|r.organization_id', 'enrollments UPDATE NEW|home|r.organization_id', 'enrollments DELETE OLD|home|r.organization_id',
    'customers INSERT NEW|customer|r.id', 'customers DELETE OLD|customer|r.id'];
  changes_noted text[] := ARRAY[
    'users|user|organization_id status read_only expires_at job_role region', 'roles|role|permissions', 'groups|group|organization_id type rule archived_at',
    'organizations|moved|parent_id', 'organizations|limited|status has_guardrail guardrail', 'organizations|home|territory_id partner_type region key',
    'territories|territory|parent_id', 'customers|customer|organization_id territory_id account_manager_id'];
  entry text; part text[]; head text[]; number int := 0;
BEGIN
  FOREACH entry IN ARRAY rows_noted LOOP
    number := number + 1;
    part := string_to_array(entry, '|');
    head := string_to_array(part[1], ' ');
    EXECUTE format('CREATE TRIGGER noted_%s AFTER %s ON %I REFERENCING %s TABLE AS changed FOR EACH STATEMENT %s EXECUTE FUNCTION note_rows(%L, %L, %L)',
      number, head[2], head[1], head[3], previewing, part[2], part[3], coalesce(part[4], 'true'));
  END LOOP;
  FOREACH entry IN ARRAY changes_noted LOOP
    number := number + 1;
    part := string_to_array(entry, '|');
    EXECUTE format('CREATE TRIGGER noted_%s AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed OLD TABLE AS former FOR EACH STATEMENT %s EXECUTE FUNCTION note_changes(%L, %L)',
      number, part[1], previewing, part[2], part[3]);
  END LOOP;
  EXECUTE format('CREATE TRIGGER noted_rules AFTER UPDATE ON groups REFERENCING NEW TABLE AS changed OLD TABLE AS former FOR EACH STATEMENT %s EXECUTE FUNCTION note_rules()', previewing);
END $$;
