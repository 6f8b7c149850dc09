import type { Explanation, Reason } from "../../access/explain";
import type { GrantLevel } from "../../access/grant";
import type { Permission } from "../../access/permissions";
import { missingSentence, reasonSentence, scopeInWords, type Names } from "../../access/sentence";

/** One grant, held in one way, as people read it: the sentence, and the steps of its chain. */
export type Way = {
  grantId: number;
  roleId: number;
  role: string;
  scope: string;
  level: GrantLevel;
  /** Names of the groups, from the one joined up to the one that was given the grant; none when given to the person. */
  via: string[];
  until: Date | null;
  sentence: string;
};

/** What is lacking, as a sentence, with the grant that misses by that one thing where there is one. */
export type Lack = { sentence: string; way: Way | null };

/** The reasons in words, in their order. `person` null speaks to the person as "you". */
export const waysOf = (reasons: readonly Reason[], names: Names, person: string | null): Way[] =>
  reasons.map((reason) => wayOf(reason, names, reasonSentence(reason, names, person)));

/** What is lacking in words, in its order. */
export const lacksOf = ({ missing }: Explanation, permission: Permission, names: Names, person: string | null): Lack[] =>
  missing.map((miss) => {
    const sentence = missingSentence(miss, permission, names, person);
    return { sentence, way: miss.kind === "near-miss" ? wayOf(miss.grant, names, sentence) : null };
  });

function wayOf({ grantId, roleId, roleName, scope, level, via, until }: Reason, names: Names, sentence: string): Way {
  return {
    grantId,
    roleId,
    role: roleName,
    scope: scopeInWords(scope, names),
    level,
    via: (via ?? []).map(names.group),
    until: until === null ? null : new Date(until),
    sentence,
  };
}
