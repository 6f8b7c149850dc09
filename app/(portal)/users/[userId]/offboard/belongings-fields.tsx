import type { ReactNode } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Belongings, Heir } from "@/lib/domain/offboarding/rows";
import { t } from "@/lib/shared/language/text";

/** What a leaver has, kind by kind: what ends, what somebody takes over, and what stays. */
export function BelongingsFields({ belongings }: { belongings: Belongings }) {
  const { user, customers, groups, tasks, invitations } = belongings;
  return (
    <>
      <Panel title={t("Ends at once")}>
        <Lines lines={endingLines(belongings)} />
      </Panel>
      <Panel title={t("Customers")} sentence={customersWords(belongings)}>
        {customers.mine > 0 ? (
          <Customers belongings={belongings} />
        ) : (
          <p className="text-sm text-ink-2">{t("There is nothing for you to hand over.")}</p>
        )}
      </Panel>
      {groups.length > 0 && (
        <Panel title={t("Groups with nobody else")} sentence={t("Without {user} they are empty: {groups}.", { user: user.name, groups: groups.map(({ name }) => name).join(", ") })}>
          <Field name="groupsTo" label={t("Who joins them")} optional help={t("They get what these groups give. Empty leaves the groups as they are.")}>
            <Combobox fetchUrl="/api/lookup/users" />
          </Field>
        </Panel>
      )}
      {tasks.length > 0 && (
        <Panel title={t("Open tasks")} sentence={t("{tasks, plural, one {# task} other {# tasks}} you may give to somebody else: {titles}.", { tasks: tasks.length, titles: firstOf(tasks, 5) })}>
          <Field name="tasksTo" label={t("Who does them")} optional help={t("Tasks whose home that person does not reach stay. Empty leaves all of them.")}>
            <Combobox fetchUrl="/api/lookup/users" />
          </Field>
        </Panel>
      )}
      {invitations.total > 0 && (
        <Panel title={t("Open invitations")} sentence={invitationsWords(belongings)}>
          {invitations.mine > 0 ? <Invitations belongings={belongings} /> : <p className="text-sm text-ink-2">{t("There is nothing for you to hand over.")}</p>}
        </Panel>
      )}
      <Panel title={t("Stays as it is")}>
        <Lines
          lines={[
            t("Access that they gave to others, and everything they wrote in the log."),
            t("Their own access and places in groups: they sleep, and wake if the account comes back."),
          ]}
        />
      </Panel>
    </>
  );
}

const Lines = ({ lines }: { lines: ReactNode[] }) => (
  <ul className="list-disc ps-5 text-sm">
    {lines.map((line, at) => (
      <li key={at}>{line}</li>
    ))}
  </ul>
);

const firstOf = (names: readonly string[], most: number) => `${names.slice(0, most).join(", ")}${names.length > most ? " …" : ""}`;

function endingLines({ user, sessions, tokens, tokenNames }: Belongings): string[] {
  if (!user.isIn) return [t("The account of {user} is deactivated already; nothing more ends.", { user: user.name })];
  return [
    t("The account: {user} can no longer sign in.", { user: user.name }),
    ...(sessions > 0 ? [t("{sessions, plural, one {# session} other {# sessions}} on their devices.", { sessions })] : []),
    ...(tokens > 0 ? [tokensWords({ tokens, tokenNames })] : []),
  ];
}

const tokensWords = ({ tokens, tokenNames }: Pick<Belongings, "tokens" | "tokenNames">) =>
  tokenNames.length > 0
    ? t("{tokens, plural, one {# API token} other {# API tokens}}: {names}. An undo brings them back.", { tokens, names: firstOf(tokenNames, 8) })
    : t("{tokens, plural, one {# API token} other {# API tokens}}. An undo brings them back.", { tokens });

function customersWords({ user, customers: { total, mine, names } }: Belongings): string {
  if (total === 0) return t("{user} is the account manager of no customer that you may see.", { user: user.name });
  const more = total - names.length;
  const some = more > 0 ? t("{names} and {more} more", { names: names.join(", "), more }) : names.join(", ");
  const all = t("{user} is the account manager of {total, plural, one {# customer} other {# customers}}: {customers}.", { user: user.name, total, customers: some });
  return mine < total ? `${all} ${t("You may reassign {mine} of them; the others stay.", { mine })}` : all;
}

function Customers({ belongings: { heirs, customers, user } }: { belongings: Belongings }) {
  const [first] = heirs;
  const option = (heir: Heir) => ({ value: String(heir.id), label: heir.name, hint: heirWords(heir, customers.mine) });
  const others = heirs.slice(1).map((heir) => `${heir.name} (${heirWords(heir, customers.mine)})`);
  const help = [
    first
      ? t("{heir} is proposed: {heirMay}.", { heir: first.name, heirMay: heirWords(first, customers.mine) })
      : t("Nobody else of {organizationName} may work with these customers yet.", { organizationName: user.organizationName }),
    ...(others.length > 0 ? [t("Also possible: {others}.", { others: others.join(", ") })] : []),
    t("Empty leaves {user} in place.", { user: user.name }),
  ].join(" ");
  return (
    <Field name="customersTo" label={t("Next account manager")} optional help={help}>
      <Combobox fetchUrl="/api/lookup/users" {...(first ? { defaultValue: option(first) } : {})} />
    </Field>
  );
}

function invitationsWords({ user, invitations: { total, mine, names } }: Belongings): string {
  const more = total - names.length;
  const people = more > 0 ? t("{names} and {more} more", { names: names.join(", "), more }) : names.join(", ");
  const all = t("{total, plural, one {# person whom {user} invited has} other {# people whom {user} invited have}} not come yet: {people}. Their links go on working.", { total, user: user.name, people });
  return mine < total ? `${all} ${t("You may hand over {mine} of these invitations; the others stay.", { mine })}` : all;
}

function Invitations({ belongings: { user, invitations, invitationHeirs } }: { belongings: Belongings }) {
  const words = (mayInvite: number) =>
    mayInvite === invitations.mine ? t("may invite at all of these places") : t("may invite at the places of {some} of {all}", { some: mayInvite, all: invitations.mine });
  const [first, ...others] = invitationHeirs;
  const help = [
    first
      ? t("{heir} is proposed: {heirMay}.", { heir: first.name, heirMay: words(first.mayInvite) })
      : t("Nobody else of {organizationName} may invite people there yet.", { organizationName: user.organizationName }),
    ...(others.length > 0 ? [t("Also possible: {others}.", { others: others.map(({ name, mayInvite }) => `${name} (${words(mayInvite)})`).join(", ") })] : []),
    t("Invitations that this person could not send again stay. Empty leaves all of them: then whoever makes a new link takes over."),
  ].join(" ");
  return (
    <Field name="invitationsTo" label={t("Who answers for them")} optional help={help}>
      <Combobox fetchUrl="/api/lookup/users" {...(first ? { defaultValue: { value: String(first.id), label: first.name, hint: words(first.mayInvite) } } : {})} />
    </Field>
  );
}

/** Asked of up to a hundred customers, so that a number stands for all only when there are no more. */
function heirWords({ mayEdit, mayOpen }: Heir, all: number): string {
  const asked = Math.min(all, 100);
  if (mayEdit === asked) return t("may edit all of them");
  return mayEdit > 0 ? t("may edit {some} of {all}", { some: mayEdit, all: asked }) : t("may open {some} of {all}", { some: mayOpen, all: asked });
}
