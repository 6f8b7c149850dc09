-- Seeing the portal as somebody else sees it: who, whom, why, from when until when, and whether the person has been told.
CREATE TABLE "viewings" (
    "id" SERIAL NOT NULL,
    "by_id" INTEGER NOT NULL,
    "of_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "viewings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "viewings_of_id_id_idx" ON "viewings"("of_id", "id");
CREATE INDEX "viewings_by_id_idx" ON "viewings"("by_id");
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The session that is looking with other eyes.
ALTER TABLE "sessions" ADD COLUMN "viewing_id" INTEGER;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_viewing_id_fkey" FOREIGN KEY ("viewing_id") REFERENCES "viewings"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "sessions_viewing_id_idx" ON "sessions"("viewing_id");

GRANT SELECT, INSERT, UPDATE ON viewings TO portico_app;
GRANT USAGE ON SEQUENCE viewings_id_seq TO portico_app;
