-- Reading the log: by date, and by the customer that a row is about. The view says where each customer belongs and nothing else about
-- it; it runs with the owner's rights because a reader of the log need not be allowed to list customers.

CREATE INDEX activities_by_at ON activities (at);

CREATE VIEW customer_home AS SELECT id AS customer_id, organization_id, account_manager_id FROM customers;
GRANT SELECT ON customer_home TO portico_app;
