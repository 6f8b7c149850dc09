import "server-only";
import { randomUUID } from "node:crypto";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { conflict, requireFaultless } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { roleText } from "../../shared/ready-roles";
import { termsOf } from "./fields";
import { requireHolder } from "./holders";
import { requireTermsGivable, requireUsableRole } from "./saving";
import type { GiveGrantInput } from "./schema";
import { requireScope } from "./scope";
import { requireSharedScope } from "./security-groups";
import { faultsOfNewWindow } from "./window";
import { insertGrant } from "./writing";

export type Saved = { id: number; version: number; href: string; message: string };

/** Gives within a transaction: a command of its own, or part of one that makes the holder as well. Throws as giveGrant does. */
export async function giveWithin(tx: Transaction, viewer: Viewer, input: GiveGrantInput): Promise<Saved> {
  const holder = await requireHolder(tx, viewer, input);
  const terms = termsOf(input);
  const role = await requireUsableRole(tx, viewer, terms.roleId, { holder });
  requireFaultless(faultsOfNewWindow(terms));
  await requireScope(tx, viewer, { scope: terms, holder });
  if (holder.isSecurityGroup) await requireSharedScope(tx, holder, terms);
  await requireTermsGivable(tx, viewer, terms, { role, holder });
  const { key = `grant-${randomUUID()}` } = input;
  if (await tx.grant.count({ where: { key } })) throw conflict(t("Another grant already has this key."), { key: t("Another grant already has this key.") });
  const id = await insertGrant(tx, viewer, { key, terms, role, holder });
  return { id, version: 1, href: paths.grant(id), message: t("{holder} was given {role}.", { holder: holder.name, role: roleText(role.name) }) };
}
