import type { BundleKind, Line } from "./schema";

type Json = Record<string, unknown>;
/** An entry of a list that names another record: its key in `ref`, and what else the entry says. */
export type ListEntry = { ref: string } & Json;

/**
 * A line as it is staged: `fields` are values for columns, `refs` keys of other records by the name of the field, `lists` lists of them.
 * What the line does not mention is in none of the three and stays as it is.
 */
export type StagedRow = { fields: Json; refs: Record<string, string | null>; lists: Record<string, ListEntry[]>; secret: string | null };

const given = (entries: Json): Json => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
const entriesOf = (keys: readonly string[] | null | undefined): ListEntry[] => (keys ?? []).map((ref) => ({ ref }));

type Grant = Line<"grant">;

/** A scope is replaced whole: what its kind does not name is none. */
const scopeRefs = ({ organization = null, territory = null, program = null }: Grant["scope"]) => ({
  "scope.organization": organization,
  "scope.territory": territory,
  "scope.program": program,
});

const narrowRefs = (narrow: Grant["narrow"]) =>
  narrow === undefined ? {} : { "narrow.territory": narrow?.territory ?? null, "narrow.program": narrow?.program ?? null };

const exceptLists = (except: Grant["except"]) =>
  except === undefined ? {} : { "except.customers": entriesOf(except?.customers), "except.organizations": entriesOf(except?.organizations) };

type Version = NonNullable<Line<"role">["versions"]>[number];

/** A version with all its fields, as the stored one reads. */
const wholeVersion = ({ description = null, note = null, restored = null, ...version }: Version) => ({ ...version, description, note, restored });

type Split = Omit<StagedRow, "secret">;
type Splits = { [Kind in BundleKind]: (line: Line<Kind>) => { fields: Json; refs?: Json; lists?: Json } };

const splits: Splits = {
  territory: ({ kind: _, parent, ...fields }) => ({ fields, refs: { parent } }),
  organization: ({ kind: _, parent, territory, guardrail, ...fields }) => ({
    fields: { ...fields, ...(guardrail === undefined ? {} : { hasGuardrail: guardrail !== null, guardrail: guardrail ?? [] }) },
    refs: { parent, territory },
  }),
  program: ({ kind: _, enrollments, ...fields }) => ({
    fields,
    lists: { enrollments: enrollments?.map(({ organization, ...times }) => ({ ref: organization, ...times })) },
  }),
  role: ({ kind: _, organization, template, clonedFrom, clonedVersion, versions, ...fields }) => ({
    fields: { ...fields, isTemplate: template, templateVersion: clonedVersion, versions: versions?.map(wholeVersion) },
    refs: { organization, clonedFrom },
  }),
  user: ({ kind: _, key, organization, password: _password, ...fields }) => ({ fields: { ...fields, email: key }, refs: { organization } }),
  group: ({ kind: _, organization, members, groups, generated, ...fields }) => ({
    fields: { ...fields, isGenerated: generated },
    refs: { organization },
    lists: {
      members: members?.map(({ user, ...times }) => ({ ref: user, ...times })),
      groups: groups && entriesOf(groups),
      ...Object.fromEntries((["organization", "territory", "program"] as const).map((place) => [`rule.${place}`, entriesOf(fields.rule?.[place])])),
    },
  }),
  customer: ({ kind: _, organization, territory, accountManager, ...fields }) => ({ fields, refs: { organization, territory, accountManager } }),
  grant: ({ kind: _, user = null, group = null, role, scope, narrow, except, grantedBy, ...fields }) => ({
    fields: { ...fields, scopeKind: scope.kind },
    refs: { user, group, role, grantedBy, ...scopeRefs(scope), ...narrowRefs(narrow) },
    lists: { "scope.customers": entriesOf(scope.customers), ...exceptLists(except) },
  }),
};

/** Splits a line into what is staged. */
export function splitLine(line: Line): Split {
  const { fields, refs = {}, lists = {} } = splits[line.kind](line as never);
  return { fields: given(fields), refs: given(refs) as Split["refs"], lists: given(lists) as Split["lists"] };
}
