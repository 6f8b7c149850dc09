-- A preview asks how many customers of some organizations are in some territories: one look-up for each pair.
CREATE INDEX "customers_territory_id_organization_id_idx" ON customers (territory_id, organization_id);
DROP INDEX "customers_territory_id_idx";
