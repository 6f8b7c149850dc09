import { z } from "zod";
import { Action, Letter, Line, List, Note } from "../letter";
import { template } from "../template";

const change = z.object({
  kind: z.enum(["given", "taken", "changed", "joined", "left"]),
  /** The name of the role or of the group. */
  what: z.string(),
  /** Where the role counts; its name where it has one. */
  where: z.object({ kind: z.enum(["everything", "subtree", "direct", "territory", "program", "customers", "own"]), name: z.string() }).optional(),
  by: z.string(),
});

const schema = z.object({
  name: z.string(),
  /** What happened, in order. */
  changes: z.array(change).min(1),
  /** How many more there were. */
  more: z.number().int().default(0),
});

/** Tells a person what access others gave them or took from them, several changes in one mail. It cannot be switched off. */
export const accessChanged = template<z.output<typeof schema>>({
  schema,
  subject: (_data, { texts }) => texts.accessChanged.subject,
  body: ({ name, changes, more }, { texts, role, link }) => {
    const { kinds, places, ...said } = texts.accessChanged;
    const items = changes.map(({ kind, what, where, by }) => {
      const given = kind === "joined" || kind === "left" ? what : role(what);
      return kinds[kind](where ? `${given}, ${places[where.kind](where.name)}` : given, by);
    });
    return (
      <Letter preview={said.intro} title={said.subject} texts={texts}>
        <Line>{texts.greeting(name)}</Line>
        <Line>{said.intro}</Line>
        <List items={more > 0 ? [...items, said.more(more)] : items} />
        <Action href={link("/account/access")} texts={texts}>
          {said.action}
        </Action>
        <Note>{said.ask}</Note>
      </Letter>
    );
  },
});
