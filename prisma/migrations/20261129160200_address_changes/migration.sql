-- A person's own wish for another mail address: it counts once the link that was sent there has been used.
CREATE TABLE "address_changes" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_changes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "address_changes_token_hash_key" ON "address_changes"("token_hash");
CREATE INDEX "address_changes_user_id_created_at_idx" ON "address_changes"("user_id", "created_at");
ALTER TABLE "address_changes" ADD CONSTRAINT "address_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON address_changes TO portico_app;
GRANT USAGE ON SEQUENCE address_changes_id_seq TO portico_app;

-- A person's name and address are read along with their rights and remembered: whoever changes them is read anew.
CREATE OR REPLACE FUNCTION users_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM note_access_changes('user', (
    SELECT array_agg(n.id) FROM changed n JOIN former o ON o.id = n.id
    WHERE (n.organization_id, n.status, n.read_only, n.expires_at, n.job_role, n.region, n.name, n.email)
      IS DISTINCT FROM (o.organization_id, o.status, o.read_only, o.expires_at, o.job_role, o.region, o.name, o.email)));
  RETURN NULL;
END $$;
