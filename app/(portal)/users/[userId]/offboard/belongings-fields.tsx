import type { ReactNode } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Belongings, Heir } from "@/lib/domain/offboarding/rows";
import { counted } from "@/lib/shared/numbers";

/** What a leaver has, kind by kind: what ends, what somebody takes over, and what stays. */
export function BelongingsFields({ belongings }: { belongings: Belongings }) {
  const { user, customers, groups, tasks, invited } = belongings;
  return (
    <>
      <Panel title="Ends at once">
        <Lines lines={endingLines(belongings)} />
      </Panel>
      <Panel title="Customers" sentence={customersWords(belongings)}>
        {customers.mine > 0 ? (
          <Customers belongings={belongings} />
        ) : (
          <p className="text-sm text-ink-2">There is nothing for you to hand over.</p>
        )}
      </Panel>
      {groups.length > 0 && (
        <Panel title="Groups with nobody else" sentence={`Without ${user.name} they are empty: ${groups.map(({ name }) => name).join(", ")}.`}>
          <Field name="groupsTo" label="Who joins them" optional help="They get what these groups give. Empty leaves the groups as they are.">
            <Combobox fetchUrl="/api/lookup/users" />
          </Field>
        </Panel>
      )}
      {tasks.length > 0 && (
        <Panel title="Open tasks" sentence={`${counted(tasks.length, "task")} you may give to somebody else: ${tasks.slice(0, 5).join(", ")}${tasks.length > 5 ? " …" : ""}.`}>
          <Field name="tasksTo" label="Who does them" optional help="Tasks whose home that person does not reach stay. Empty leaves all of them.">
            <Combobox fetchUrl="/api/lookup/users" />
          </Field>
        </Panel>
      )}
      <Panel title="Stays as it is">
        <Lines
          lines={[
            "Access that they gave to others, and everything they wrote in the log.",
            "Their own access and places in groups: they sleep, and wake if the account comes back.",
            ...(invited.length > 0 ? [`Invitations they sent to ${invited.map(({ name }) => name).join(", ")}: the links go on working.`] : []),
          ]}
        />
      </Panel>
    </>
  );
}

const Lines = ({ lines }: { lines: ReactNode[] }) => (
  <ul className="list-disc pl-5 text-sm">
    {lines.map((line, at) => (
      <li key={at}>{line}</li>
    ))}
  </ul>
);

function endingLines({ user, sessions, tokens, tokenNames }: Belongings): string[] {
  if (!user.isIn) return [`The account of ${user.name} is deactivated already; nothing more ends.`];
  const named = tokenNames.length > 0 ? `: ${tokenNames.slice(0, 8).join(", ")}${tokenNames.length > 8 ? " …" : ""}` : "";
  return [`The account: ${user.name} can no longer sign in.`, `${counted(sessions, "session")} on their devices.`, `${counted(tokens, "API token")}${named}. An undo brings them back.`];
}

function customersWords({ user, customers: { total, mine, names } }: Belongings): string {
  if (total === 0) return `${user.name} is the account manager of no customer that you may see.`;
  const some = names.join(", ") + (total > names.length ? ` and ${total - names.length} more` : "");
  const kept = mine < total ? ` You may reassign ${mine} of them; the others stay.` : "";
  return `${user.name} is the account manager of ${counted(total, "customer")}: ${some}.${kept}`;
}

function Customers({ belongings: { heirs, customers, user } }: { belongings: Belongings }) {
  const [first] = heirs;
  const option = (heir: Heir) => ({ value: String(heir.id), label: heir.name, hint: heirWords(heir, customers.mine) });
  const others = heirs.slice(1).map((heir) => `${heir.name} (${heirWords(heir, customers.mine)})`);
  const proposal = first
    ? `${first.name} is proposed: ${heirWords(first, customers.mine)}.${others.length > 0 ? ` Also possible: ${others.join(", ")}.` : ""}`
    : `Nobody else of ${user.organizationName} may work with these customers yet.`;
  return (
    <Field name="customersTo" label="Next account manager" optional help={`${proposal} Empty leaves ${user.name} in place.`}>
      <Combobox fetchUrl="/api/lookup/users" {...(first ? { defaultValue: option(first) } : {})} />
    </Field>
  );
}

/** Asked of up to a hundred customers, so that a number stands for all only when there are no more. */
function heirWords({ mayEdit, mayOpen }: Heir, all: number): string {
  const asked = Math.min(all, 100);
  if (mayEdit === asked) return "may edit all of them";
  return mayEdit > 0 ? `may edit ${mayEdit} of ${asked}` : `may open ${mayOpen} of ${asked}`;
}
