-- Security groups that the portal made for somebody: archived by themselves when the last person is moved out.
ALTER TABLE "groups" ADD COLUMN "is_generated" BOOLEAN NOT NULL DEFAULT false;

-- rule_matches passes over attributes it does not know, so a rule may not hold any.
ALTER TABLE "groups" ADD CONSTRAINT groups_rule_is_known CHECK (
  rule IS NULL OR CASE jsonb_typeof(rule)
    WHEN 'object' THEN rule - '{jobRole,region,partnerType,organization,territory,program}'::text[] = '{}'::jsonb
    ELSE jsonb_typeof(rule) = 'null' END);
