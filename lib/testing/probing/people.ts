import type { Client } from "pg";
import { hashToken, newToken } from "@/lib/platform/token";
import { oracleRights } from "../oracle";
import { storeWorld } from "../store-world";
import type { World } from "../world";
import { commentMark, nameMark } from "./world";

/** Somebody who asks: their ways in, and what the model says they may do. */
export type Prober = {
  userId: number;
  cookie: string;
  token: string;
  may: (permission: string, customer: number) => boolean;
  mayOnOrganization: (permission: string, organization: number) => boolean;
  /** Whether they may do it with any customer or organization there is. */
  anywhere: (permission: string) => boolean;
  /** Whether the mark of a customer may stand in what they are shown. */
  maySee: (mark: string) => boolean;
};

/** Stores the world, with marks in the comments too, and gives everybody in it a session and a token. */
export async function settle(client: Client, world: World): Promise<Prober[]> {
  await storeWorld(world, client);
  await client.query(`UPDATE customers SET comment = 'Zp' || substr(key, 3)`);
  const probers: Prober[] = [];
  for (const { id } of world.users) probers.push(await proberOf(client, world, id));
  return probers;
}

async function proberOf(client: Client, world: World, userId: number): Promise<Prober> {
  const [session, token] = [newToken(), newToken()];
  await client.query("INSERT INTO sessions (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')", [hashToken(session), userId]);
  await client.query("INSERT INTO api_tokens (token_hash, name, user_id) VALUES ($1, 'probe', $2)", [hashToken(token), userId]);
  const rights = oracleRights(world, userId);
  const onCustomers = new Map(world.customers.map(({ id }) => [id, rights({ type: "customer", id })]));
  const onOrganizations = new Map(world.organizations.map(({ id }) => [id, rights({ type: "organization", id })]));
  const held = new Set([...onCustomers.values(), ...onOrganizations.values()].flatMap((keys) => [...keys]));
  const seen = new Map(world.customers.flatMap(({ id, key }) => {
    const mark = key.slice(2);
    return [[nameMark(mark), onCustomers.get(id)!.has("customers.list")], [commentMark(mark), onCustomers.get(id)!.has("customers.view")]] as const;
  }));
  return {
    userId,
    cookie: `portico.session=${session}`,
    token,
    may: (permission, customer) => onCustomers.get(customer)!.has(permission),
    mayOnOrganization: (permission, organization) => onOrganizations.get(organization)!.has(permission),
    anywhere: (permission) => held.has(permission),
    maySee: (mark) => seen.get(mark) ?? true,
  };
}
