import { newEnforcer, newModelFromString, StringAdapter, type Enforcer } from "casbin";
import { meets, type Atom } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import type { Customer } from "../questions";
import { rulesOf, type Peer } from "./rules";

const model = `
[request_definition]
r = act, customer
[policy_definition]
p = role, scope
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.act, p.role) && covers(p.scope, r.customer)
`;

/**
 * Casbin's best form here: an enforcer per person that holds only their own grants, a policy line each;
 * what a role allows is a grouping of casbin's own, scopes are judged by a function of ours.
 */
export async function casbinPeer(people: readonly Viewer[]): Promise<Peer> {
  const atoms = new Map<string, Atom>();
  const covers = (name: string, { scopes }: Customer) => meets(atoms.get(name)!, scopes);
  const enforcers: Enforcer[] = [];
  for (const viewer of people) {
    const roles = new Map<string, string>();
    const lines = rulesOf(viewer).map(({ permissions, atom }) => {
      const scope = `${atom.include}/${atom.require.join("+")}/${atom.exclude.join("+")}`;
      const key = permissions.join();
      const role = roles.get(key) ?? `role${roles.size}`;
      roles.set(key, role);
      atoms.set(scope, atom);
      return `p, ${role}, ${scope}`;
    });
    for (const [keys, role] of roles) lines.push(...keys.split(",").map((permission) => `g, ${permission || "nothing"}, ${role}`));
    const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(lines.join("\n") || "p, none, none"));
    await enforcer.addFunction("covers", covers);
    enforcers.push(enforcer);
  }
  return { name: "casbin, enforcer per person", ask: ({ person, permission, customer }) => enforcers[person]!.enforceSync(permission, customer) };
}
