-- Sign-in as a pipeline: what was proved so far, second factors, known devices, and the rules of organizations for signing in.

ALTER TABLE "users" ADD COLUMN "needs_new_password" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "sessions"
  ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password',
  ADD COLUMN "has_second_factor" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "device_id" INTEGER;

CREATE TABLE "known_devices" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "device" TEXT,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_devices_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "known_devices_user_id_token_hash_key" ON "known_devices"("user_id", "token_hash");
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE INDEX "sessions_device_id_idx" ON "sessions"("device_id");
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "known_devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "partial_sign_ins" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "has_second_factor" BOOLEAN NOT NULL DEFAULT false,
    "next" TEXT NOT NULL DEFAULT '/',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partial_sign_ins_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "partial_sign_ins_token_hash_key" ON "partial_sign_ins"("token_hash");
CREATE INDEX "partial_sign_ins_user_id_idx" ON "partial_sign_ins"("user_id");
ALTER TABLE "partial_sign_ins" ADD CONSTRAINT "partial_sign_ins_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "totp_factors" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "totp_factors_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "totp_factors_user_id_idx" ON "totp_factors"("user_id");
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "passkeys" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_backed_up" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "passkey_challenges" (
    "challenge" TEXT NOT NULL,
    "bound_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenges_pkey" PRIMARY KEY ("challenge")
);

CREATE TABLE "recovery_codes" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "recovery_codes_user_id_code_hash_key" ON "recovery_codes"("user_id", "code_hash");
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "sign_in_policies" (
    "id" SERIAL NOT NULL,
    "organization_id" INTEGER NOT NULL,
    "role_id" INTEGER,
    "factor_from" TIMESTAMPTZ(3),
    "idle_minutes" INTEGER,
    "absolute_minutes" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_policies_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sign_in_policies_place" ON "sign_in_policies"("organization_id", "role_id") NULLS NOT DISTINCT;
CREATE INDEX "sign_in_policies_role_id_idx" ON "sign_in_policies"("role_id");
ALTER TABLE "sign_in_policies" ADD CONSTRAINT "sign_in_policies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "sign_in_policies" ADD CONSTRAINT "sign_in_policies_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The few rules are kept in each server's memory; every request reads whether they still stand, in the statement that reads its session.
CREATE TABLE "sign_in_policy_clock" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "sign_in_policy_clock_pkey" PRIMARY KEY ("id")
);
INSERT INTO "sign_in_policy_clock" VALUES (1, 1);
CREATE FUNCTION tick_sign_in_policies() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE sign_in_policy_clock SET seq = seq + 1 WHERE id = 1;
  RETURN NULL;
END $$;
CREATE TRIGGER tick_sign_in_policies AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON sign_in_policies
  FOR EACH STATEMENT EXECUTE FUNCTION tick_sign_in_policies();

-- How often in a row it went wrong, and how often the limit was reached: waits grow with it.
ALTER TABLE "sign_in_attempts" ADD COLUMN "in_a_row" INTEGER NOT NULL DEFAULT 0;
UPDATE "sign_in_attempts" SET in_a_row = failures;

GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices, partial_sign_ins, totp_factors, passkeys, passkey_challenges, recovery_codes, sign_in_policies TO portico_app;
GRANT SELECT ON sign_in_policy_clock TO portico_app;
GRANT USAGE ON SEQUENCE known_devices_id_seq, partial_sign_ins_id_seq, totp_factors_id_seq, passkeys_id_seq, recovery_codes_id_seq, sign_in_policies_id_seq TO portico_app;
