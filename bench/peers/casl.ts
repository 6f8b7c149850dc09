import { createMongoAbility, type MongoAbility, type RawRuleOf } from "@casl/ability";
import { everything, kindOf, referenceOf, scopeKinds } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import type { Lists, Peer, Rule } from "./rules";
import { rulesOf } from "./rules";

type Field = "organizations" | "organizationId" | "territories" | "programs" | "id" | "accountManagerId";
type Conditions = Partial<Record<Field, { $in?: number[]; $all?: number[]; $nin?: number[] }>>;

/** CASL with one rule per grant. Only operators of its default matcher are used: one it does not know ("$or") denies without a word. */
export function caslPeer(people: readonly Viewer[], lists: Lists): Peer {
  const abilities = people.map((viewer) =>
    createMongoAbility(
      rulesOf(viewer).map((rule): RawRuleOf<MongoAbility> => ({ action: [...rule.permissions], subject: "Customer", ...conditionsOf(rule, lists) })),
      { detectSubjectType: () => "Customer" },
    ),
  );
  return { name: "@casl/ability, rule per grant", ask: ({ person, permission, customer }) => abilities[person]!.can(permission, customer) };
}

function conditionsOf({ atom: { include, require, exclude } }: Rule, lists: Lists): { conditions?: Conditions } {
  const conditions: Conditions = {};
  const add = (field: Field, operator: "$in" | "$all" | "$nin", values: number[]) => {
    const here = (conditions[field] ??= {});
    here[operator] = [...(here[operator] ?? []), ...values];
  };
  for (const id of [include, ...require].filter((scope) => scope !== everything)) {
    const { field, values } = meaningOf(id, lists);
    add(field, Array.isArray(values) ? "$in" : "$all", [values].flat());
  }
  for (const id of exclude) {
    const { field, values } = meaningOf(id, lists);
    add(field, "$nin", [values].flat());
  }
  // A field of one value knows no $all.
  for (const field of ["organizationId", "accountManagerId"] as const) {
    const condition = conditions[field];
    if (condition?.$all) conditions[field] = { $in: condition.$all };
  }
  return Object.keys(conditions).length > 0 ? { conditions } : {};
}

function meaningOf(scope: number, { listed, excepted }: Lists): { field: Field; values: number | number[] } {
  const reference = referenceOf(scope);
  switch (kindOf(scope)) {
    case scopeKinds.subtree:
      return { field: "organizations", values: reference };
    case scopeKinds.direct:
      return { field: "organizationId", values: reference };
    case scopeKinds.territory:
      return { field: "territories", values: reference };
    case scopeKinds.program:
      return { field: "programs", values: reference };
    case scopeKinds.own:
      return { field: "accountManagerId", values: reference };
    case scopeKinds.listed:
      return { field: "id", values: listed.get(reference) ?? [] };
    default:
      return { field: "id", values: excepted.get(reference) ?? [] };
  }
}
