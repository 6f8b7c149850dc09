-- What a person chooses for themselves. None of it decides access, and none of it is a change of access.
ALTER TABLE "users" ADD COLUMN "contact_note" TEXT,
ADD COLUMN "locale" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN "time_zone" TEXT,
ADD COLUMN "theme" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN "sign_in_mail" TEXT NOT NULL DEFAULT 'new',
ADD COLUMN "has_shortcuts" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "picture" TEXT,
ADD COLUMN "idle_warned_at" TIMESTAMPTZ(3);

-- The picture itself, apart from the row that every list reads. Its address changes with every picture.
CREATE TABLE "user_pictures" (
    "user_id" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pictures_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_pictures TO portico_app;

-- After how many days without a sign-in people at home there or below are deactivated, and how many days before they are warned.
ALTER TABLE "organizations" ADD COLUMN "idle_days" INTEGER,
ADD COLUMN "idle_warning_days" INTEGER NOT NULL DEFAULT 7;
