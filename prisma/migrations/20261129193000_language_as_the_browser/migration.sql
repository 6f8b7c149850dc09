-- Nobody could choose the language of the pages before: what stands there is the default, and now means "as the browser has it".
ALTER TABLE "users" ALTER COLUMN "locale" DROP NOT NULL, ALTER COLUMN "locale" DROP DEFAULT;

UPDATE "users" SET "locale" = NULL WHERE "locale" = 'en';
