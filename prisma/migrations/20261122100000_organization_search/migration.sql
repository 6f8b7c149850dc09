-- Searching partners by part of their name or key.
CREATE INDEX organizations_by_search ON organizations USING gin (portico_fold(name || ' ' || key) gin_trgm_ops);
