-- Suspended and archived customers are few among many: their lists would look at ten or a hundred active ones for each that they show.
CREATE INDEX customer_scope_aside_by_name ON customer_scope (scope_id, state, sort_name, customer_id) INCLUDE (organization_id, territory_id) WHERE state > 1;
CREATE INDEX customer_scope_aside_by_created ON customer_scope (scope_id, state, created_at, customer_id) INCLUDE (organization_id, territory_id) WHERE state > 1;
CREATE INDEX customers_aside_by_name ON customers (state, sort_name, id) WHERE state > 1;
CREATE INDEX customers_aside_by_created ON customers (state, created_at, id) WHERE state > 1;
