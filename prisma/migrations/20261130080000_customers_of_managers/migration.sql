-- An account manager's own customers by age were found by walking everybody's from the oldest on, and what filters them in the customers
-- themselves: 20,000 blocks for a page in 20,000 customers. Both orders have an index now, with what filters ask for in it.
DROP INDEX customers_by_manager;
CREATE INDEX customers_by_manager ON customers (account_manager_id, sort_name, id) INCLUDE (state, organization_id, territory_id);
CREATE INDEX customers_by_manager_created ON customers (account_manager_id, created_at, id) INCLUDE (state, organization_id, territory_id);
