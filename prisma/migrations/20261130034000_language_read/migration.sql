-- In which language a person read the portal last: mails are written in it while they have chosen none.
ALTER TABLE "users" ADD COLUMN "language_read" TEXT;
