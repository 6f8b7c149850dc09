import { localeOf } from "../shared/language/languages";
import { insideOneAnother, listed } from "../shared/language/list";
import { languageNow } from "../shared/language/reader";
import { msg, t } from "../shared/language/text";
import { roleText } from "../shared/ready-roles";
import type { Explanation, Missing, Reason, ScopeFacts } from "./explain";
import { permissionEntry, type Permission } from "./permissions";

/** What a permission allows, to stand inside a sentence: "Open a customer's profile". */
export const deedOf = (key: Permission) => t(permissionEntry(key).sentence).replace(/\.$/, "");

/** The first three of what permissions allow, quoted, and how many more there are. */
export function deedsInWords(keys: readonly Permission[]): string {
  const deeds = keys.slice(0, 3).map((key) => t("“{deed}”", { deed: deedOf(key) })).join(", ");
  return keys.length > 3 ? t("{deeds} and {count} more##deeds", { deeds, count: keys.length - 3 }) : deeds;
}

/** How things are called for the person who reads; whatever they may not see, the caller names in general words. */
export type Names = {
  organization: (id: number) => string;
  territory: (id: number) => string;
  program: (id: number) => string;
  group: (id: number) => string;
  /** Names of the customers that a grant lists, or leaves out; without them the sentence only says that there are some. */
  listedCustomers?: (grantId: number) => readonly string[];
  exceptedCustomers?: (grantId: number) => readonly string[];
};

/** The explanation as plain sentences: the reasons when allowed, else what is lacking. `person` null speaks to the person as "you". */
export function sentencesOf(
  explanation: Explanation,
  permission: Permission,
  names: Names,
  person: string | null = null,
): string[] {
  if (explanation.allowed) return explanation.reasons.map((reason) => reasonSentence(reason, names, person));
  return explanation.missing.map((missing) => missingSentence(missing, permission, names, person));
}

/** One reason as a sentence: role, scope, level, the groups it came through and when it ends. */
export function reasonSentence(reason: Reason, names: Names, person: string | null = null): string {
  const values = { person: person ?? "", holding: holding(reason, names), level: t(levels[reason.level]), until: reason.until === null ? "" : moment(reason.until) };
  if (person === null) return reason.until === null ? t("You hold {holding}, {level}.", values) : t("You hold {holding}, {level}, until {until}.", values);
  return reason.until === null ? t("{person} holds {holding}, {level}.", values) : t("{person} holds {holding}, {level}, until {until}.", values);
}

/** One missing thing as a sentence that says what would have to change. */
export function missingSentence(
  missing: Missing,
  permission: Permission,
  names: Names,
  person: string | null = null,
): string {
  const whose = person === null ? t("Your account") : t("The account of {person}", { person });
  switch (missing.kind) {
    case "account-not-active":
      return t("{account} is not active, or an organization it belongs to is deactivated.", { account: whose });
    case "account-expired":
      return t("{account} ended on {when}.", { account: whose, when: moment(missing.since) });
    case "read-only-cap":
      return t("{account} is capped to reading, whatever it was given.", { account: whose });
    case "guardrail":
      return t("The organization, or one above it, does not let its people use {permission}.", { permission });
    case "out-of-reach":
      return person === null ? t("The record belongs neither to your partner nor to one below it, and nothing that is given to you reaches further.") : t("The record belongs neither to the partner of {person} nor to one below it, and nothing that is given to them reaches further.", { person });
    case "near-miss":
      return nearMissSentence(missing, permission, names);
    case "no-grant":
      return t("Nothing that was given comes close: it would need access with {permission} that reaches this record.", { permission });
  }
}

/** The records a grant reaches, in words that fit after "on". */
export function scopeInWords(scope: ScopeFacts, names: Names): string {
  const narrowed = [
    ...(scope.narrowTerritoryId === null ? [] : [t("in the territory {territory}", { territory: names.territory(scope.narrowTerritoryId) })]),
    ...(scope.narrowProgramId === null ? [] : [t("in the program {program}", { program: names.program(scope.narrowProgramId) })]),
  ];
  const left = [
    ...scope.exceptOrganizations.map((id) => subtreeOf(id, names)),
    ...(scope.hasExceptCustomers ? (names.exceptedCustomers?.(scope.id) ?? [t("some customers")]) : []),
  ];
  const named = namedScope(scope, names);
  const reach = narrowed.length === 0 ? named : t("{scope}, only {narrowed}", { scope: named, narrowed: listed(narrowed) });
  return left.length === 0 ? reach : t("{scope}, except {exceptions}", { scope: reach, exceptions: shortlist(left) });
}

const levels = { read: msg("to read"), write: msg("to read and write") } as const;

const subtreeOf = (id: number, names: Names) => t("{organization} and all below it", { organization: names.organization(id) });

function namedScope({ id, kind, ref }: ScopeFacts, names: Names): string {
  switch (kind) {
    case "everything":
      return t("everything");
    case "subtree":
      return subtreeOf(ref!, names);
    case "direct":
      return t("{organization} with its own customers", { organization: names.organization(ref!) });
    case "territory":
      return t("the partners and customers in the territory {territory}", { territory: names.territory(ref!) });
    case "program":
      return t("the partners in the program {program} with their customers", { program: names.program(ref!) });
    case "customers":
      return shortlist(names.listedCustomers?.(id) ?? []) || t("chosen customers");
    case "own":
      return t("customers under their own account management");
  }
}

function holding({ roleName: role, scope, via }: Reason, names: Names): string {
  const values = { role: roleText(role), scope: scopeInWords(scope, names) };
  if (via === null) return t("the role {role} on {scope}", values);
  return t("the role {role} on {scope}, through the group {groups}", { ...values, groups: groupsInWords(via, names) });
}

/** The group that somebody is in, and what it is inside of: "Assistants inside Staff". */
export const groupsInWords = (via: readonly number[], names: Pick<Names, "group">): string =>
  insideOneAnother(via.map((id) => names.group(id)));

function nearMissSentence(missing: Extract<Missing, { kind: "near-miss" }>, permission: Permission, names: Names): string {
  const grant = t("The access by {holding}", { holding: holding(missing.grant, names) });
  switch (missing.obstacle) {
    case "role":
      return t("{grant} does not contain {permission}.", { grant, permission });
    case "level":
      return t("{grant} is given to read only.", { grant });
    case "record":
      return t("{grant} does not reach this record.", { grant });
    case "not-yet":
      return t("{grant} begins on {when}.", { grant, when: moment(missing.since!) });
    case "expired":
      return t("{grant} ended on {when}.", { grant, when: moment(missing.since!) });
  }
}

/** At most three names, then how many more. */
function shortlist(items: readonly string[]): string {
  return listed(items.length > 4 ? [...items.slice(0, 3), t("{count} more##names", { count: items.length - 3 })] : items);
}

const moment = (time: number) =>
  new Intl.DateTimeFormat(localeOf[languageNow()], { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(time) + " UTC";
