-- Which grants cover a record is asked from the record's side: who may see this, and who could give what is missing.
CREATE INDEX "grants_scope_kind_scope_ref_idx" ON "grants"("scope_kind", "scope_ref");
