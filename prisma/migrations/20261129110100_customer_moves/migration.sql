-- Which customers came, went or moved between scopes, by the transaction that did it: a preview is looked at again when one of them
-- matters to it. Customers do not wait for the change clock, so who reads this asks which transactions a snapshot had not seen. A row is
-- the place before (nulls: the customer did not exist); 0 stands for a great many customers. Upkeep clears what no preview can ask for.

CREATE TABLE customer_moves (
  tx bigint NOT NULL,
  customer_id int NOT NULL,
  organization_id int,
  territory_id int,
  manager_id int,
  is_archived boolean,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT customer_moves_pkey PRIMARY KEY (tx, customer_id)
);
GRANT SELECT ON customer_moves TO portico_app;

CREATE FUNCTION customer_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO customer_moves (tx, customer_id, organization_id, territory_id, manager_id, is_archived)
    VALUES (pg_current_xact_id()::text::bigint, OLD.id, OLD.organization_id, OLD.territory_id, OLD.account_manager_id, OLD.state = 3)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER customer_moved AFTER UPDATE ON customers FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.territory_id, OLD.account_manager_id, OLD.state = 3) IS DISTINCT FROM (NEW.organization_id, NEW.territory_id, NEW.account_manager_id, NEW.state = 3))
  EXECUTE FUNCTION customer_moved();
CREATE TRIGGER customer_gone AFTER DELETE ON customers FOR EACH ROW EXECUTE FUNCTION customer_moved();

CREATE FUNCTION customers_came() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO customer_moves (tx, customer_id)
    SELECT DISTINCT pg_current_xact_id()::text::bigint, CASE WHEN (SELECT count(*) FROM changed) > 1000 THEN 0 ELSE id END FROM changed
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_came AFTER INSERT ON customers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION customers_came();

-- What else a preview counts goes by the change clock: people whom a rule finds, organizations, and what is in a grant's lists. Nobody's
-- remembered rights change with an organization or a list.

CREATE FUNCTION rows_noted_by_clock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE refs int[];
BEGIN
  EXECUTE format('SELECT array_agg(DISTINCT %I) FROM changed', TG_ARGV[1]) INTO refs;
  PERFORM note_access_changes(TG_ARGV[0], refs);
  RETURN NULL;
END $$;
CREATE TRIGGER users_came AFTER INSERT ON users REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('user', 'id');
CREATE TRIGGER users_went AFTER DELETE ON users REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('user', 'id');
CREATE TRIGGER organizations_came AFTER INSERT ON organizations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('organization', 'id');
CREATE TRIGGER organizations_went AFTER DELETE ON organizations REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('organization', 'id');
CREATE TRIGGER lists_came AFTER INSERT ON grant_customers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('list', 'grant_id');
CREATE TRIGGER lists_went AFTER DELETE ON grant_customers REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('list', 'grant_id');
CREATE TRIGGER exceptions_went AFTER DELETE ON grant_except_customers REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rows_noted_by_clock('list', 'grant_id');
