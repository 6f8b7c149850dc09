-- Where new rows go that name no organization; null is the home of whoever brings the file in.
ALTER TABLE "imports" ADD COLUMN "organization_id" INTEGER;
CREATE INDEX "imports_organization_id_idx" ON "imports"("organization_id");
ALTER TABLE "imports" ADD CONSTRAINT "imports_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
