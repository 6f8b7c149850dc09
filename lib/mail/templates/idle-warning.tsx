import { z } from "zod";
import { Action, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({ name: z.string(), idleDays: z.int(), until: z.iso.datetime(), isInvited: z.boolean() });

/** Tells somebody who has not come for long that their account will be deactivated, and what keeps it. */
export const idleWarning = template({
  schema,
  subject: ({ until }, { texts, day }) => texts.idleWarning.subject(day(until)),
  body: ({ name, idleDays, until, isInvited }, { texts, day, link }) => (
    <Letter preview={texts.idleWarning.keeps} title={texts.idleWarning.title} texts={texts}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{texts.idleWarning.says(idleDays, day(until))}</Line>
      <Line>{isInvited ? texts.idleWarning.invited : texts.idleWarning.keeps}</Line>
      {!isInvited && <Action href={link("/")} texts={texts}>{texts.idleWarning.action}</Action>}
      <Note>{texts.idleWarning.back}</Note>
    </Letter>
  ),
});
