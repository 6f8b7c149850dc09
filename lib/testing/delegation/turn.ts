import type { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { pathOf, type World } from "../world";
import type { Dice } from "./dice";
import type { Action } from "./judge";

/** What an action is made from: the world as it stands, whose turn it is, and chance. */
export type Turn = { dice: Dice; world: World; viewer: Viewer };

/** An action ready to be tried; the words of its input stand in the trail of a failure. */
export type Try = Action & { input: unknown; run: () => Promise<unknown> };

/** Makes actions of one kind; null when the world has nothing for it. Some look into the database for what the model does not know. */
export type Maker = (turn: Turn) => Try | null | Promise<Try | null>;

type Command<Output> = (viewer: Viewer, input: Output) => Promise<unknown>;

/** An action that sends this input through schema and command, as a form would. */
export function attempt<Schema extends z.ZodType>(viewer: Viewer, action: Action, how: { schema: Schema; command: Command<z.output<Schema>>; input: object }): Try {
  return { ...action, input: how.input, run: async () => how.command(viewer, how.schema.parse(how.input)) };
}

export const idsOf = (things: readonly { id: number }[]) => things.map(({ id }) => id);

/** One of the things by id; null when there are none. */
export const oneId = (dice: Dice, things: readonly { id: number }[]): number | null => (things.length === 0 ? null : dice.one(things).id);

let made = 0;
/** A name nobody has. */
export const freshName = (word: string) => `${word} ${++made}`;

/** The people at home at an organization or below it, but for the actor; whom its groups can take. */
export const peopleBelow = ({ world, viewer }: Turn, organizationId: number) =>
  world.users.filter((user) => user.id !== viewer.facts.userId && isBelow(world, user.organizationId, organizationId));

/** Whether an organization is that one or lies below it, as far as the world at hand tells. */
export function isBelow(world: World, organizationId: number, top: number): boolean {
  if (organizationId === top) return true;
  const parentId = world.organizations.find(({ id }) => id === organizationId)?.parentId ?? null;
  return parentId !== null && isBelow(world, parentId, top);
}

/** The part of the world that lies at an organization and below it, with the roles that can be given there. */
export function near(world: World, organizationId: number): World {
  const lies = (home: number) => pathOf(world.organizations, home).includes(organizationId);
  const above = pathOf(world.organizations, organizationId);
  const users = world.users.filter((user) => lies(user.organizationId));
  const groups = world.groups.filter((group) => lies(group.organizationId));
  const [userIds, groupIds] = [new Set(idsOf(users)), new Set(idsOf(groups))];
  return {
    ...world,
    ...{ users, groups, organizations: world.organizations.filter(({ id }) => lies(id)), customers: world.customers.filter((customer) => lies(customer.organizationId)) },
    roles: world.roles.filter((role) => lies(role.organizationId) || above.includes(role.organizationId)),
    grants: world.grants.filter(({ userId, groupId }) => (userId === null ? groupIds.has(groupId!) : userIds.has(userId))),
  };
}
