-- What happens while somebody looks with another's eyes is theirs who look; the log also names the person whose eyes they are.
ALTER TABLE activities
  ADD COLUMN viewing_as_id int,
  ADD COLUMN viewing_as_name text;

-- Rows without them keep the hash they have.
CREATE OR REPLACE FUNCTION activity_hash(a activities) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to((jsonb_build_array(a.id, extract(epoch FROM a.at), a.actor_id, a.actor_name, a.via, a.action, a.outcome,
    a.record_type, a.record_id, a.record_name, a.organization_id, a.customer_id, a.ip, a.device, a.before, a.after, a.tx::text)
    || CASE WHEN a.viewing_as_id IS NULL AND a.viewing_as_name IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(a.viewing_as_id, a.viewing_as_name) END)::text, 'UTF8'))
$$;
