import "server-only";
import sql from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { GroupRule, NamedPlace } from "./rows";
import type { StoredRule } from "./saving";
import type { RuleInput } from "./schema";

type Places = "organizations" | "territories" | "programs";

const attributes = { organizations: "organization", territories: "territory", programs: "program" } as const;

/** Which organizations, territories and programs the viewer may name; the names of territories and programs are shared vocabulary. */
const known = (viewer: Viewer, places: Places) => {
  if (places === "organizations") return organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`p.id`);
  return can(viewer, places === "territories" ? "territories.list" : "programs.list") ? sql`true` : sql`false`;
};

const tables = { organizations: sql`organizations`, territories: sql`territories`, programs: sql`programs` };

/**
 * The rule as stored, with places by their keys. A place that the viewer may not name must be in the rule already (`before`), so that
 * an edit keeps what it cannot show; every other is `invalid`.
 */
export async function storedRule(on: Queryable, viewer: Viewer, input: RuleInput, before: StoredRule = {}): Promise<StoredRule> {
  const keys = (places: Places) => keysOf(on, viewer, { places, ids: input[places], before: before[attributes[places]] ?? [] });
  // In the order in which the database keeps the fields of an object, so that an unchanged rule compares as equal.
  const rule = {
    region: input.region,
    jobRole: input.jobRole,
    program: await keys("programs"),
    territory: await keys("territories"),
    partnerType: input.partnerType,
    organization: await keys("organizations"),
  };
  return Object.fromEntries(Object.entries(rule).filter(([, values]) => values.length > 0)) as StoredRule;
}

type Asked = { places: Places; ids: readonly number[]; before: readonly string[] };

async function keysOf(on: Queryable, viewer: Viewer, { places, ids, before }: Asked): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await rows<{ key: string }>(
    on,
    sql`SELECT p.key FROM ${tables[places]} p WHERE p.id = ANY(${[...ids]}::int[]) AND (${known(viewer, places)} OR p.key = ANY(${[...before]}::text[]))
      ORDER BY p.key`,
  );
  if (found.length !== ids.length) throw invalid({ [places]: t("Choose from the list.") });
  return found.map(({ key }) => key);
}

/** A stored rule as the viewer may read it: places by name, those they may not see without one. */
export async function readableRule(on: Queryable, viewer: Viewer, rule: StoredRule): Promise<GroupRule> {
  const named = (places: Places) => namedPlaces(on, viewer, places, rule[attributes[places]] ?? []);
  return {
    jobRole: rule.jobRole ?? [],
    region: rule.region ?? [],
    partnerType: rule.partnerType ?? [],
    organizations: await named("organizations"),
    territories: await named("territories"),
    programs: await named("programs"),
  };
}

async function namedPlaces(on: Queryable, viewer: Viewer, places: Places, keys: readonly string[]): Promise<NamedPlace[]> {
  if (keys.length === 0) return [];
  return rows<NamedPlace>(
    on,
    sql`SELECT p.id, CASE WHEN ${known(viewer, places)} THEN p.name END AS name FROM ${tables[places]} p
      WHERE p.key = ANY(${[...keys]}::text[]) ORDER BY p.name`,
  );
}
