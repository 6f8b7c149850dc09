import { z } from "zod";
import { isPermission, permissions as catalogue, type Permission } from "../../access/permissions";
import { name, optionalDay, recordId, together } from "../../shared/fields";
import { orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the list of people's tokens can be sorted and filtered by. Search is by the owner's name and the token's. */
export const tokenList = defineList({ sorts: ["created", "used", "owner"], filters: ["status", "organization", "user"], defaultSort: "-created" });
export type TokenList = ListState<"created" | "used" | "owner", "status" | "organization" | "user">;

const keys = z
  .array(z.string().max(100), orSay("Choose permissions from the list."))
  .max(500, orSay("Choose permissions from the list."))
  .transform((given) => given.map((key) => key.trim()).filter(Boolean))
  .refine((given) => given.every(isPermission), orSay("There is no such permission."))
  .transform((given): Permission[] => catalogue.map(({ key }) => key).filter((key) => given.includes(key)))
  .default([]);

/** A token for oneself: with all of one's own rights, or narrower, until a last day. */
export const createTokenInput = together(
  z.strictObject({
    name,
    lastDay: optionalDay,
    limit: z.enum(["all", "listed"], orSay("Choose what the token may do.")),
    permissions: keys,
  }),
  ({ lastDay, limit, permissions }) => ({
    ...(lastDay ? {} : { lastDay: t("Choose the token's last day.") }),
    ...(limit === "listed" && !permissions?.length ? { permissions: t("Choose at least one permission.") } : {}),
  }),
);
export type CreateTokenInput = z.output<typeof createTokenInput>;

export const tokenInput = z.strictObject({ tokenId: recordId });
export type TokenInput = z.output<typeof tokenInput>;
