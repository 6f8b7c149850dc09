import { z } from "zod";
import { chosenId, chosenIds, optionalId, optionalKey, optionalText, recordId, together, version } from "../../shared/fields";
import { msg, orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/**
 * What the list of grants can be sorted and filtered by. Search is by the holder's name. `organization` is the holder's home or below it,
 * `kind` the scope's, `status` current, future or ended, `ends` is soon.
 */
export const grantList = defineList({
  sorts: ["holder", "given"],
  filters: ["user", "group", "role", "kind", "organization", "status", "ends"],
  defaultSort: "-given",
});
export type GrantList = ListState<"holder" | "given", "user" | "group" | "role" | "kind" | "organization" | "status" | "ends">;

export const scopeKindValues = ["everything", "subtree", "direct", "territory", "program", "customers", "own"] as const;

const asIds = (value: unknown) =>
  (Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : value === undefined ? undefined : [value]) as unknown;
const filled = (value: unknown) => (Array.isArray(value) ? value.filter((entry) => entry !== "" && entry !== null) : value);

/** Ids as an array or joined with commas; blanks do not count, so that an emptied list can be sent. */
const ids = (most: number) => z.preprocess((value) => filled(asIds(value)), chosenIds(most).optional());

const dayOrMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;
const isMoment = (text: string) => dayOrMoment.test(text) && !Number.isNaN(Date.parse(text)) && isRealDay(text.slice(0, 10));
const isRealDay = (day: string) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** A day like 2026-12-31 (its beginning, UTC) or a full moment; empty is none. */
const moment = z
  .string()
  .trim()
  .refine((text) => text === "" || isMoment(text), orSay("Enter a day like 2026-12-31."))
  .transform((text) => (text === "" ? null : new Date(text)))
  .nullable()
  .optional();

const kind = z.enum(scopeKindValues, orSay("Choose what it covers."));
const level = z.enum(["read", "write"], orSay("Choose a level."));

const places = {
  organizationId: optionalId,
  territoryId: optionalId,
  programId: optionalId,
  customers: ids(5000),
  narrowTerritoryId: optionalId,
  narrowProgramId: optionalId,
  exceptCustomers: ids(5000),
  exceptOrganizations: ids(500),
};

/** A grant to be given, to a user or a group. Of organization, territory, program and customers counts what the kind asks for. */
export const giveGrantInput = z.strictObject({
  key: optionalKey,
  /** Which of the two a form asks for, so that the message stands there. */
  holder: z.enum(["user", "group"]).optional(),
  userId: optionalId,
  groupId: optionalId,
  roleId: chosenId(msg("Choose a role.")),
  kind,
  ...places,
  level,
  from: moment,
  until: moment,
  reason: optionalText(500),
});
export type GiveGrantInput = z.output<typeof giveGrantInput>;

type Choices = Partial<GiveGrantInput>;

/** What the scope's kind asks for and is not chosen, by field. */
function missingPlace({ kind, organizationId, territoryId, programId, customers }: Choices): Record<string, string> {
  const isPlace = kind === "subtree" || kind === "direct";
  return {
    ...(isPlace && !organizationId ? { organizationId: t("Choose a partner.") } : {}),
    ...(kind === "territory" && !territoryId ? { territoryId: t("Choose a territory.") } : {}),
    ...(kind === "program" && !programId ? { programId: t("Choose a program.") } : {}),
    ...(kind === "customers" && !customers?.length ? { customers: t("Choose at least one customer.") } : {}),
  };
}

function missingHolder({ userId, groupId, holder }: Choices): Record<string, string> {
  if (groupId || (userId && holder !== "group")) return {};
  return holder === "group" ? { groupId: t("Choose a group.") } : { userId: t("Choose a user.") };
}

/** For a grant that would end before it begins, by field. */
export const faultsOfWindow = ({ from, until }: { from?: Date | null | undefined; until?: Date | null | undefined }): Record<string, string> =>
  from && until && until <= from ? { until: t("Choose a day after the first one.") } : {};

/** The same from a form: everything that is still to be chosen, or wrong, is said at once. */
export const giveGrantForm = together(giveGrantInput, (input) => ({ ...missingHolder(input), ...missingPlace(input), ...faultsOfWindow(input) }));

/** Stands for "as it is now" after two people changed the same thing and the other's was chosen. */
const kept = z.string().max(20_000).optional();

/**
 * A grant to be changed. The scope is replaced whole when its kind is sent; of the rest, what is not sent stays. `role`, `scope`, `narrow`
 * and `except`, sent with any text, leave these as they stand.
 */
export const changeGrantInput = z.strictObject({
  grantId: recordId,
  version,
  roleId: chosenId(msg("Choose a role.")).optional(),
  kind: kind.optional(),
  ...places,
  level: level.optional(),
  from: moment,
  until: moment,
  reason: optionalText(500),
  role: kept,
  scope: kept,
  narrow: kept,
  except: kept,
});
export type ChangeGrantInput = z.output<typeof changeGrantInput>;

/** The same from a form, with what is wrong about several fields together. */
export const changeGrantForm = together(changeGrantInput, (input) => ({ ...(input.scope === undefined ? missingPlace(input) : {}), ...faultsOfWindow(input) }));

export const revokeGrantInput = z.strictObject({ grantId: recordId });
export type RevokeGrantInput = z.output<typeof revokeGrantInput>;

/** Whom a grant is to be given to, as soon as that is chosen. */
export const holderInput = z.strictObject({ userId: optionalId, groupId: optionalId });
export type HolderInput = z.output<typeof holderInput>;

/** What the editor of a grant holds at the moment, for saying what it would cover; unfinished input is fine. */
export const coverageInput = z.strictObject({
  grantId: optionalId,
  userId: optionalId,
  groupId: optionalId,
  roleId: optionalId,
  kind,
  ...places,
  level: level.optional(),
});
export type CoverageInput = z.output<typeof coverageInput>;
