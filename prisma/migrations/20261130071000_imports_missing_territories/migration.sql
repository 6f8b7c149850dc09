-- Names in the territory column of a file that are no territory's, so that they can be made from it.
ALTER TABLE "imports" ADD COLUMN "missing_territories" TEXT[] DEFAULT ARRAY[]::TEXT[];
