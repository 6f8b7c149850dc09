-- What a role template said at each of its versions: what clones are compared with, and what can be rolled back to.

ALTER TABLE "roles"
  ADD COLUMN "declined_version" INTEGER,
  ADD COLUMN "ready_permissions" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "role_versions" (
    "role_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "permissions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "note" TEXT,
    "restored_number" INTEGER,
    "published_by_id" INTEGER,
    "published_by_name" TEXT NOT NULL DEFAULT 'Portico',
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_versions_pkey" PRIMARY KEY ("role_id","number")
);

-- AddForeignKey
ALTER TABLE "role_versions" ADD CONSTRAINT "role_versions_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Versions are added, never changed.
GRANT SELECT, INSERT ON role_versions TO portico_app;

-- The net below every writer: a template never says what no version of it says, whichever way it was written.
CREATE FUNCTION keep_role_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE latest role_versions;
BEGIN
  SELECT * INTO latest FROM role_versions WHERE role_id = NEW.id ORDER BY number DESC LIMIT 1;
  IF latest.number IS NULL OR latest.permissions IS DISTINCT FROM NEW.permissions THEN
    INSERT INTO role_versions (role_id, number, name, description, permissions)
    VALUES (NEW.id, coalesce(latest.number, 0) + 1, NEW.name, NEW.description, NEW.permissions);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER roles_versioned AFTER INSERT OR UPDATE ON roles FOR EACH ROW WHEN (NEW.is_template) EXECUTE FUNCTION keep_role_version();

-- The templates that are there: version 1 is what they say now. A ready one was brought as the log says; all since is somebody's own edit.
INSERT INTO role_versions (role_id, number, name, description, permissions, published_at)
SELECT id, 1, name, description, permissions, updated_at FROM roles WHERE is_template;

UPDATE roles r SET ready_permissions = ARRAY(SELECT jsonb_array_elements_text(a.after->'permissions'))
FROM (SELECT DISTINCT ON (record_id) record_id, after FROM activities
  WHERE record_type = 'role' AND action = 'roles.create' AND actor_id IS NULL ORDER BY record_id, id) a
WHERE r.is_template AND a.record_id = r.id AND jsonb_typeof(a.after->'permissions') = 'array';
