import "server-only";
import { randomUUID } from "node:crypto";
import { allowed, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { invalid, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { asQueryable } from "../access/facts-within";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { giveWithin } from "../grants/giving";
import { giveGrantInput } from "../grants/schema";
import { storedRule } from "./rule";
import { nameTaken, subjectOf } from "./saving";
import type { CreateGroupInput } from "./schema";

/** The organization as a home of new groups. Throws `refused` at one that is seen, `invalid` at one that is not. */
export async function requireHome(tx: Transaction, viewer: Viewer, organizationId: number): Promise<OrganizationRecord> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, "groups.create", home.scopes)) return home;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused("groups.create", t("You may not make groups there."));
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

type New = CreateGroupInput & {
  /** Made for somebody, not by hand: the name stands in the field `groupName` then. */
  isGenerated?: boolean;
};

/** Stores a new group with its log row. Throws `conflict` for a name that is taken. */
export async function insertGroup(tx: Transaction, viewer: Viewer, home: OrganizationRecord, input: New): Promise<{ id: number; name: string }> {
  const { name, description = null, type, isGenerated = false } = input;
  const rule = type === "rule" ? await newRule(tx, viewer, home, input) : null;
  const data = { key: `group-${randomUUID()}`, name, description, type, isGenerated, organizationId: home.id };
  const create = tx.group.create({ data: { ...data, ...(rule ? { rule } : {}) }, select: { id: true } });
  const { id } = await uniqueOr(nameTaken(name, home.name, isGenerated ? "groupName" : "name"), create);
  await recordActivity(tx, viewer, { ...subjectOf({ id, name, organizationId: home.id }), action: "groups.create", after: { ...data, rule, version: 1 } });
  return { id, name };
}

function newRule(tx: Transaction, viewer: Viewer, home: OrganizationRecord, input: CreateGroupInput) {
  authorizeOn(viewer, { read: "groups.create", permission: "groups.edit-rule", record: home.scopes, noun: "group" });
  return storedRule(asQueryable(tx), viewer, input);
}

type Scope = Pick<CreateGroupInput, "scope" | "roleId" | "customers" | "level">;

/** Gives a security group its one scope: chosen customers, or everything its people can reach. Throws as giving does. */
export async function giveScope(tx: Transaction, viewer: Viewer, groupId: number, { scope, roleId, customers, level }: Scope): Promise<void> {
  const list = scope === "customers" ? { customers } : {};
  await giveWithin(tx, viewer, giveGrantInput.parse({ groupId, roleId, kind: scope, level, ...list }));
}
