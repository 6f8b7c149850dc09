import { isPermission, permissions, type Permission } from "@/lib/access/permissions";
import type { AskedOption } from "@/lib/domain/access/asked";
import { isId } from "@/lib/shared/fields";
import { t } from "@/lib/shared/language/text";
import type { SearchParams } from "@/lib/shared/list-state";

/** A question as the address holds it; what is broken or absent is not asked yet. */
export type Question = { userId: number | null; permission: Permission | null; type: "customer" | "organization"; recordId: number | null };

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

function idIn(value: string | string[] | undefined): number | null {
  const id = Number(one(value));
  return isId(id) ? id : null;
}

/** Reads who, what and on which record is asked from an address. */
export function questionIn(query: SearchParams): Question {
  const key = one(query.permission);
  const [customer, organization] = [idIn(query.customer), idIn(query.organization)];
  const type = customer === null && (organization !== null || one(query.type) === "organization") ? "organization" : "customer";
  return { userId: idIn(query.user), permission: isPermission(key) ? key : null, type, recordId: customer ?? organization };
}

/** The catalogue as a picker shows it. */
export const permissionOptions = (): AskedOption[] => permissions.map(({ key, sentence }) => ({ value: key, label: key, hint: t(sentence) }));

/** One permission as the picker shows it. */
export const permissionOption = (key: Permission | null): AskedOption | null => permissionOptions().find(({ value }) => value === key) ?? null;
