-- People of a few organizations are read in order without walking all people; groups are read by name.
CREATE INDEX users_by_home ON users (organization_id, (portico_fold(name) COLLATE "C"), id);
CREATE INDEX users_by_created ON users (created_at, id);
CREATE INDEX groups_by_sort_name ON groups ((portico_fold(name) COLLATE "C"), id);

-- A group that comes back, or goes, concerns people whose remembered rights do not name it: everybody is read anew.
CREATE FUNCTION groups_archived() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed n JOIN former o ON o.id = n.id WHERE n.archived_at IS DISTINCT FROM o.archived_at) THEN
    PERFORM note_access_changes('all', ARRAY[0]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER groups_archived AFTER UPDATE ON groups REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION groups_archived();
