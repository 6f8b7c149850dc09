-- First steps for people who are invited: the lists, and those under way.
CREATE TYPE "checklist_owner" AS ENUM ('newcomer', 'inviter');

CREATE TABLE "checklists" (
    "id" SERIAL NOT NULL,
    "ready_key" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "organization_id" INTEGER NOT NULL,
    "role_id" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklists_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "checklists_ready_key_key" ON "checklists"("ready_key");
CREATE UNIQUE INDEX "checklists_organization_id_name_key" ON "checklists"("organization_id", "name");
CREATE INDEX "checklists_role_id_idx" ON "checklists"("role_id");
ALTER TABLE "checklists" ADD CONSTRAINT "checklists_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "checklists" ADD CONSTRAINT "checklists_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "checklist_items" (
    "id" SERIAL NOT NULL,
    "checklist_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "help" TEXT,
    "owner" "checklist_owner" NOT NULL,
    "due_days" INTEGER NOT NULL,
    "fact" TEXT,

    CONSTRAINT "checklist_items_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "checklist_items_checklist_id_position_key" ON "checklist_items"("checklist_id", "position");
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_checklist_id_fkey" FOREIGN KEY ("checklist_id") REFERENCES "checklists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "onboardings" (
    "id" SERIAL NOT NULL,
    "checklist_id" INTEGER,
    "name" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "inviter_id" INTEGER,
    "step_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "next_due" DATE,
    "nudged_at" TIMESTAMPTZ(3),
    "nudged_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- Those under way by the day of their next step, so that what has stalled comes first; then what is finished.
    "due_order" TEXT NOT NULL GENERATED ALWAYS AS (
      CASE WHEN done_count < step_count THEN '0' ELSE '1' END || lpad(coalesce(next_due - DATE '0001-01-01', 9999999)::text, 7, '0')) STORED,

    CONSTRAINT "onboardings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "onboardings_checklist_id_idx" ON "onboardings"("checklist_id");
CREATE INDEX "onboardings_user_id_idx" ON "onboardings"("user_id");
CREATE INDEX "onboardings_inviter_id_idx" ON "onboardings"("inviter_id");
CREATE INDEX "onboardings_nudged_by_id_idx" ON "onboardings"("nudged_by_id");
CREATE INDEX onboardings_by_due ON onboardings ((due_order COLLATE "C"), id);
ALTER TABLE "onboardings" ADD CONSTRAINT "onboardings_checklist_id_fkey" FOREIGN KEY ("checklist_id") REFERENCES "checklists"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "onboardings" ADD CONSTRAINT "onboardings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "onboardings" ADD CONSTRAINT "onboardings_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "onboardings" ADD CONSTRAINT "onboardings_nudged_by_id_fkey" FOREIGN KEY ("nudged_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A step of an onboarding is a task like any other.
ALTER TABLE "tasks" ADD COLUMN "onboarding_id" INTEGER;
ALTER TABLE "tasks" ADD COLUMN "position" INTEGER;
ALTER TABLE "tasks" ADD COLUMN "fact" TEXT;
CREATE INDEX "tasks_onboarding_id_position_idx" ON "tasks"("onboarding_id", "position");
CREATE INDEX tasks_done_by_themselves ON tasks (onboarding_id) WHERE status = 'open' AND fact IS NOT NULL;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_onboarding_id_fkey" FOREIGN KEY ("onboarding_id") REFERENCES "onboardings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The sums of an onboarding, in the transaction of whatever changes a step; a step that was called off counts no more.
CREATE FUNCTION sum_onboarding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE onboardings o SET step_count = s.steps, done_count = s.done, next_due = s.next
    FROM (SELECT count(*) FILTER (WHERE status <> 'cancelled') AS steps, count(*) FILTER (WHERE status = 'done') AS done,
                 min(due_on) FILTER (WHERE status = 'open') AS next FROM tasks WHERE onboarding_id = NEW.onboarding_id) s
   WHERE o.id = NEW.onboarding_id;
  RETURN NULL;
END $$;
CREATE TRIGGER tasks_sum_onboarding AFTER INSERT OR UPDATE OF status, due_on ON tasks
  FOR EACH ROW WHEN (NEW.onboarding_id IS NOT NULL) EXECUTE FUNCTION sum_onboarding();

GRANT SELECT, INSERT, UPDATE ON checklists, onboardings TO portico_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON checklist_items TO portico_app;
GRANT USAGE ON SEQUENCE checklists_id_seq, checklist_items_id_seq, onboardings_id_seq TO portico_app;

-- What the start page asks of everybody: who has not come in yet, who has not for long, and which access ends.
CREATE INDEX users_invited ON users (created_at, id) WHERE status = 'invited';
CREATE INDEX users_by_last_sign_in ON users ((coalesce(last_sign_in_at, created_at)), id) WHERE status = 'active';
CREATE INDEX grants_ending ON grants (valid_until, id) WHERE valid_until IS NOT NULL;
