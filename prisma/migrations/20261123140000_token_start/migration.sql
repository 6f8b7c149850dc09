-- The first letters of a token, by which its owner tells it from the others; far too few to guess the rest.
ALTER TABLE "api_tokens" ADD COLUMN "start" TEXT NOT NULL DEFAULT '';
