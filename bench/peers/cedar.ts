import { preparsePolicySet, statefulIsAuthorized, type Entities } from "@cedar-policy/cedar-wasm/nodejs";
import type { Permission } from "@/lib/access/permissions";
import { everything } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import type { Customer } from "../questions";
import { rulesOf, type Peer, type Rule } from "./rules";

/** Grants with conditions that a person may hold in groups of equal conditions; more than this needs a longer policy. */
const places = ["a", "b", "c", "d", "e", "f"] as const;

const placePolicy = (place: string) =>
  `(principal has ${place} && resource.scopes.containsAny(principal.${place}.any) && resource.scopes.containsAll(principal.${place}.all) && !resource.scopes.containsAny(principal.${place}.none))`;

const policy = `permit (principal, action, resource) when {
  principal.everything || resource.scopes.containsAny(principal.plain) || ${places.map(placePolicy).join(" || ")} };`;

type Condition = { any: string[]; all: string[]; none: string[] };
type Rights = { everything: boolean; plain: string[] } & Partial<Record<(typeof places)[number], Condition>>;

const nobody: Rights = { everything: false, plain: [] };
const resource = { type: "Customer", id: "1" };
const anywhere = "anywhere";

/** Cedar's smallest form: one parsed policy, roles resolved by us, so that only the person's scopes for the one permission cross over. */
export function cedarPeer(people: readonly Viewer[]): Peer {
  const parsed = preparsePolicySet("portico", { staticPolicies: { one: policy } });
  if (parsed.type !== "success") throw new Error(`Cedar does not take the policy: ${JSON.stringify(parsed.errors)}`);
  const rights = people.map((viewer) => rightsByPermission(rulesOf(viewer)));
  const scopes = new WeakMap<Customer, string[]>();
  const scopesOf = (customer: Customer) => {
    const known = scopes.get(customer);
    if (known) return known;
    const made = [...customer.scopes.map(String), anywhere];
    scopes.set(customer, made);
    return made;
  };
  return {
    name: "cedar-wasm, one policy",
    ask: ({ person, permission, customer }) => {
      const principal = { type: "User", id: String(person) };
      const entities: Entities = [
        { uid: principal, attrs: rights[person]!.get(permission) ?? nobody, parents: [] },
        { uid: resource, attrs: { scopes: scopesOf(customer) }, parents: [] },
      ];
      const answer = statefulIsAuthorized({ principal, action: { type: "Action", id: permission }, resource, context: {}, preparsedPolicySetId: "portico", entities });
      if (answer.type !== "success") throw new Error(`Cedar does not answer: ${JSON.stringify(answer.errors)}`);
      return answer.response.decision === "allow";
    },
  };
}

function rightsByPermission(rules: readonly Rule[]): Map<Permission, Rights> {
  const all = new Map<Permission, Rights>();
  for (const permission of new Set(rules.flatMap((rule) => rule.permissions))) {
    all.set(permission, rightsOf(rules.filter((rule) => rule.permissions.includes(permission))));
  }
  return all;
}

const nameOf = (scope: number) => (scope === everything ? anywhere : String(scope));

function rightsOf(rules: readonly Rule[]): Rights {
  const groups = Map.groupBy(rules, ({ atom: { require, exclude } }) => `${require.join()};${exclude.join()}`);
  const plain = (groups.get(";") ?? []).map(({ atom }) => atom.include);
  if (plain.includes(everything)) return { everything: true, plain: [] };
  groups.delete(";");
  if (groups.size > places.length) throw new Error(`${groups.size} kinds of conditions are more than the policy holds.`);
  const conditions = [...groups.values()].map((group, at) => {
    const { require, exclude } = group[0]!.atom;
    return [places[at]!, { any: group.map(({ atom }) => nameOf(atom.include)), all: require.map(nameOf), none: exclude.map(nameOf) }] as const;
  });
  return { everything: false, plain: [...new Set(plain.map(nameOf))], ...Object.fromEntries(conditions) };
}
