import { z } from "zod";
import { Action, Facts, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({
  name: z.string(),
  path: z.string().startsWith("/"),
  minutes: z.number(),
  /** From where it was asked for. */
  ip: z.string().nullable(),
});

/** The one-time link by which somebody who forgot the password chooses a new one. */
export const passwordLink = template({
  schema,
  subject: (_data, { texts }) => texts.passwordLink.subject,
  body: ({ name, path, minutes, ip }, { texts, link }) => (
    <Letter preview={texts.passwordLink.sentence} title={texts.passwordLink.subject} texts={texts}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{texts.passwordLink.sentence}</Line>
      <Action href={link(path)} texts={texts}>{texts.passwordLink.action}</Action>
      <Facts facts={[[texts.accountChanged.labels.ip, ip]]} />
      <Note>{texts.passwordLink.until(minutes)}</Note>
      <Note>{texts.passwordLink.notExpected}</Note>
    </Letter>
  ),
});
