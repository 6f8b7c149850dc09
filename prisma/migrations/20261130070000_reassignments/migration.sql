-- Many customers that somebody reassigned in one go: the receipt, and what an undo goes by.
CREATE TABLE "reassignments" (
    "id" SERIAL NOT NULL,
    "by_id" INTEGER,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "place" JSONB NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "reassignments_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reassignments_by_id_id_idx" ON "reassignments"("by_id", "id");
ALTER TABLE "reassignments" ADD CONSTRAINT "reassignments_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One of them: where it was, and whether an undo brought it back or why not.
CREATE TABLE "reassignment_items" (
    "reassignment_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "organization_id" INTEGER NOT NULL,
    "territory_id" INTEGER,
    "account_manager_id" INTEGER,
    "is_restored" BOOLEAN,
    "note" TEXT,

    CONSTRAINT "reassignment_items_pkey" PRIMARY KEY ("reassignment_id","customer_id")
);
CREATE INDEX "reassignment_items_customer_id_idx" ON "reassignment_items"("customer_id");
ALTER TABLE "reassignment_items" ADD CONSTRAINT "reassignment_items_reassignment_id_fkey" FOREIGN KEY ("reassignment_id") REFERENCES "reassignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "reassignment_items" ADD CONSTRAINT "reassignment_items_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON reassignments, reassignment_items TO portico_app;
GRANT USAGE ON SEQUENCE reassignments_id_seq TO portico_app;
