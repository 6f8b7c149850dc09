import { z } from "zod";
import { Action, Letter, Line, List, Note } from "../letter";
import { template } from "../template";

const schema = z.object({
  name: z.string(),
  /** What happened, in order: each with its kind, what it is about and who did it. */
  changes: z
    .array(
      z.object({
        kind: z.enum(["given", "taken", "changed", "joined", "left", "limited", "unlimited"]),
        /** The role or the group, and where it counts. */
        what: z.string(),
        by: z.string().nullable(),
      }),
    )
    .min(1),
});

/** Tells a person what access others gave them or took from them, several changes in one mail. It cannot be switched off. */
export const accessChanged = template({
  schema,
  subject: (_data, { texts }) => texts.accessChanged.subject,
  body: ({ name, changes }, { texts, link }) => (
    <Letter preview={texts.accessChanged.intro} title={texts.accessChanged.subject} texts={texts}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{texts.accessChanged.intro}</Line>
      <List items={changes.map(({ kind, what, by }) => texts.accessChanged.kinds[kind](what, by))} />
      <Action href={link("/account/access")} texts={texts}>{texts.accessChanged.action}</Action>
      <Note>{texts.accessChanged.ask}</Note>
    </Letter>
  ),
});
