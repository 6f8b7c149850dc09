-- What became of everything a person had when they left: the receipt, and what an undo goes by.
CREATE TABLE "offboardings" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "by_id" INTEGER,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "sessions_ended" INTEGER NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "offboardings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "offboardings_user_id_id_idx" ON "offboardings"("user_id", "id");
CREATE INDEX "offboardings_by_id_idx" ON "offboardings"("by_id");
ALTER TABLE "offboardings" ADD CONSTRAINT "offboardings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "offboardings" ADD CONSTRAINT "offboardings_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One thing of theirs: who has it now, and whether an undo brought it back or why not.
CREATE TABLE "offboarding_items" (
    "id" SERIAL NOT NULL,
    "offboarding_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" INTEGER NOT NULL,
    "record_name" TEXT NOT NULL,
    "organization_id" INTEGER NOT NULL,
    "heir_id" INTEGER,
    "is_restored" BOOLEAN,
    "note" TEXT,

    CONSTRAINT "offboarding_items_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "offboarding_items_offboarding_id_kind_id_idx" ON "offboarding_items"("offboarding_id", "kind", "id");
CREATE INDEX "offboarding_items_heir_id_idx" ON "offboarding_items"("heir_id");
ALTER TABLE "offboarding_items" ADD CONSTRAINT "offboarding_items_offboarding_id_fkey" FOREIGN KEY ("offboarding_id") REFERENCES "offboardings"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "offboarding_items" ADD CONSTRAINT "offboarding_items_heir_id_fkey" FOREIGN KEY ("heir_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- When a person came back last: the days without a sign-in are counted from then.
ALTER TABLE "users" ADD COLUMN "reactivated_at" TIMESTAMPTZ(3);

GRANT SELECT, INSERT, UPDATE ON offboardings, offboarding_items TO portico_app;
GRANT USAGE ON SEQUENCE offboardings_id_seq, offboarding_items_id_seq TO portico_app;
