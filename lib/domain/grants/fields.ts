import type { GrantLevel } from "../../access/grant";
import type { Scope } from "./rows";
import type { ChangeGrantInput, GiveGrantInput } from "./schema";

/**
 * A grant as the log keeps it and as edits are merged: one text for what can only change together. Ids, not names, so that two ways of
 * writing the same thing are equal.
 */
export type GrantFields = {
  roleId: number;
  scope: string;
  narrow: string | null;
  except: string | null;
  level: GrantLevel;
  from: string | null;
  until: string | null;
  reason: string | null;
};

export type Terms = { roleId: number; level: GrantLevel; from: Date | null; until: Date | null; reason: string | null } & Scope;

/** A moment as the log and the date input know it: a day when it is the beginning of one. */
const momentText = (moment: Date | null) => moment && moment.toISOString().replace("T00:00:00.000Z", "");

/** English whoever reads: it is kept and compared. */
const listed = (ids: readonly number[]) => `${ids.length.toLocaleString("en-GB")} ${ids.length === 1 ? "customer" : "customers"}: ${ids.join(", ")}`;

function scopeText({ kind, ref, customers }: Scope): string {
  switch (kind) {
    case "subtree":
      return `organization ${ref} and below`;
    case "direct":
      return `organization ${ref} alone`;
    case "territory":
    case "program":
      return `${kind} ${ref}`;
    case "customers":
      return listed(customers);
    case "everything":
    case "own":
      return kind;
  }
}

const joined = (parts: (string | null)[]) => parts.filter((part) => part !== null).join("; ") || null;

/** The terms as fields of the log. */
export function fieldsOf(terms: Terms): GrantFields {
  const { narrowTerritoryId, narrowProgramId, exceptCustomers, exceptOrganizations } = terms;
  return {
    roleId: terms.roleId,
    scope: scopeText(terms),
    narrow: joined([narrowTerritoryId === null ? null : `territory ${narrowTerritoryId}`, narrowProgramId === null ? null : `program ${narrowProgramId}`]),
    except: joined([
      exceptOrganizations.length === 0 ? null : `organizations ${exceptOrganizations.join(", ")}`,
      exceptCustomers.length === 0 ? null : listed(exceptCustomers),
    ]),
    level: terms.level,
    from: momentText(terms.from),
    until: momentText(terms.until),
    reason: terms.reason,
  };
}

const ordered = (ids: readonly number[] | undefined) => [...(ids ?? [])].sort((a, b) => a - b);

/** The scope that the input describes; whatever its kind does not ask for is left aside. */
export function scopeOf(input: Pick<GiveGrantInput, "kind" | "organizationId" | "territoryId" | "programId" | "customers">): Pick<Scope, "kind" | "ref" | "customers"> {
  const { kind, organizationId = null, territoryId = null, programId = null, customers } = input;
  const refs = { subtree: organizationId, direct: organizationId, territory: territoryId, program: programId, everything: null, customers: null, own: null };
  return { kind, ref: refs[kind], customers: kind === "customers" ? ordered(customers) : [] };
}

/** The terms of a grant to be given. */
export const termsOf = (input: GiveGrantInput): Terms => ({
  roleId: input.roleId,
  ...scopeOf(input),
  narrowTerritoryId: input.narrowTerritoryId ?? null,
  narrowProgramId: input.narrowProgramId ?? null,
  exceptCustomers: ordered(input.exceptCustomers),
  exceptOrganizations: ordered(input.exceptOrganizations),
  level: input.level,
  from: input.from ?? null,
  until: input.until ?? null,
  reason: input.reason ?? null,
});

/** The terms that the editor wants: the current ones with everything that was sent. */
export function wantedTerms(current: Terms, input: ChangeGrantInput): Terms {
  return {
    ...current,
    ...wantedScope(input),
    ...wantedLimits(current, input),
    roleId: (input.role === undefined ? input.roleId : undefined) ?? current.roleId,
    level: input.level ?? current.level,
    from: momentWanted(current.from, input.from),
    until: momentWanted(current.until, input.until),
    reason: input.reason === undefined ? current.reason : input.reason,
  };
}

const wantedScope = (input: ChangeGrantInput): Partial<Scope> =>
  input.kind === undefined || input.scope !== undefined ? {} : scopeOf({ ...input, kind: input.kind });

/** What is not sent stays as it is; an empty value or list takes it out. */
function wantedLimits(current: Terms, { narrow, except, ...input }: ChangeGrantInput): Partial<Scope> {
  const or = <Value>(sent: Value | undefined, stands: Value) => (sent === undefined ? stands : sent);
  return {
    ...(narrow === undefined
      ? { narrowTerritoryId: or(input.narrowTerritoryId, current.narrowTerritoryId), narrowProgramId: or(input.narrowProgramId, current.narrowProgramId) }
      : {}),
    ...(except === undefined
      ? {
          exceptCustomers: ordered(or(input.exceptCustomers, current.exceptCustomers)),
          exceptOrganizations: ordered(or(input.exceptOrganizations, current.exceptOrganizations)),
        }
      : {}),
  };
}

/** A date input knows only days: the day on which the moment lies already changes nothing. */
function momentWanted(current: Date | null, wanted: Date | null | undefined): Date | null {
  if (wanted === undefined) return current;
  const isSameDay = wanted !== null && current !== null && wanted.toISOString() === `${current.toISOString().slice(0, 10)}T00:00:00.000Z`;
  return isSameDay ? current : wanted;
}

const termsBehind: Record<keyof GrantFields, readonly (keyof Terms)[]> = {
  roleId: ["roleId"],
  scope: ["kind", "ref", "customers"],
  narrow: ["narrowTerritoryId", "narrowProgramId"],
  except: ["exceptCustomers", "exceptOrganizations"],
  level: ["level"],
  from: ["from"],
  until: ["until"],
  reason: ["reason"],
};

/** The current terms with those of the wanted that the merge let through. */
export function mergedTerms(current: Terms, wanted: Terms, written: Partial<GrantFields>): Terms {
  const keys = (Object.keys(written) as (keyof GrantFields)[]).flatMap((field) => termsBehind[field]);
  return { ...current, ...Object.fromEntries(keys.map((key) => [key, wanted[key]])) } as Terms;
}
