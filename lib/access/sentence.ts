import type { Explanation, Missing, Reason, ScopeFacts } from "./explain";
import type { Permission } from "./permissions";

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
  const ends = reason.until === null ? "" : `, until ${moment(reason.until)}`;
  return `${person === null ? "You hold" : `${person} holds`} ${holding(reason, names)}, ${levels[reason.level]}${ends}.`;
}

/** One missing thing as a sentence that says what would have to change. */
export function missingSentence(
  missing: Missing,
  permission: Permission,
  names: Names,
  person: string | null = null,
): string {
  const account = person === null ? "Your account" : `The account of ${person}`;
  switch (missing.kind) {
    case "account-not-active":
      return `${account} is not active, or an organization it belongs to is deactivated.`;
    case "account-expired":
      return `${account} ended on ${moment(missing.since)}.`;
    case "read-only-cap":
      return `${account} is capped to reading, whatever it was given.`;
    case "guardrail":
      return `The organization, or one above it, does not let its people use ${permission}.`;
    case "near-miss":
      return nearMissSentence(missing, permission, names);
    case "no-grant":
      return `Nothing that was given comes close: it would need access with ${permission} that reaches this record.`;
  }
}

/** The records a grant reaches, in words that fit after "on". */
export function scopeInWords(scope: ScopeFacts, names: Names): string {
  const narrowed = [
    ...(scope.narrowTerritoryId === null ? [] : [`in the territory ${names.territory(scope.narrowTerritoryId)}`]),
    ...(scope.narrowProgramId === null ? [] : [`in the program ${names.program(scope.narrowProgramId)}`]),
  ];
  const left = [
    ...scope.exceptOrganizations.map((id) => `${names.organization(id)} and all below it`),
    ...(scope.hasExceptCustomers ? (names.exceptedCustomers?.(scope.id) ?? ["some customers"]) : []),
  ];
  const only = narrowed.length === 0 ? "" : `, only ${narrowed.join(" and ")}`;
  return `${namedScope(scope, names)}${only}${left.length === 0 ? "" : `, except ${listed(left)}`}`;
}

const levels = { read: "to read", write: "to read and write" } as const;

function namedScope({ id, kind, ref }: ScopeFacts, names: Names): string {
  switch (kind) {
    case "everything":
      return "everything";
    case "subtree":
      return `${names.organization(ref!)} and all below it`;
    case "direct":
      return `${names.organization(ref!)} with its own customers`;
    case "territory":
      return `the partners and customers in the territory ${names.territory(ref!)}`;
    case "program":
      return `the partners in the program ${names.program(ref!)} with their customers`;
    case "customers":
      return chosenCustomers(id, names);
    case "own":
      return "customers under their own account management";
  }
}

const chosenCustomers = (grantId: number, names: Names) =>
  listed(names.listedCustomers?.(grantId) ?? []) || "chosen customers";

const holding = ({ roleName, scope, via }: Reason, names: Names) =>
  `the role ${roleName} on ${scopeInWords(scope, names)}${via === null ? "" : `, through the group ${via.map((id) => names.group(id)).join(" inside ")}`}`;

function nearMissSentence(
  missing: Extract<Missing, { kind: "near-miss" }>,
  permission: Permission,
  names: Names,
): string {
  const grant = `The access by ${holding(missing.grant, names)}`;
  switch (missing.obstacle) {
    case "role":
      return `${grant} does not contain ${permission}.`;
    case "level":
      return `${grant} is given to read only.`;
    case "record":
      return `${grant} does not reach this record.`;
    case "not-yet":
      return `${grant} begins on ${moment(missing.since!)}.`;
    case "expired":
      return `${grant} ended on ${moment(missing.since!)}.`;
  }
}

/** At most three names, then how many more. */
function listed(items: readonly string[]): string {
  const shown = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

const moment = (time: number) => `${clock.format(time)} UTC`;
