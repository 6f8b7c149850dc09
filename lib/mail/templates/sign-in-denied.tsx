import { z } from "zod";
import { Action, Facts, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({
  /** Whose account it is. */
  name: z.string(),
  at: z.iso.datetime(),
  ip: z.string().nullable(),
  device: z.string().nullable(),
  path: z.string().startsWith("/"),
});

/** Tells administrators that somebody else may have been in a person's account. It cannot be switched off. */
export const signInDenied = template({
  schema,
  subject: ({ name }, { texts }) => texts.signInDenied.subject(name),
  body: ({ name, at, ip, device, path }, { texts, moment, device: nameOf, link }) => {
    const { labels } = texts.accountChanged;
    return (
      <Letter preview={texts.signInDenied.sentence(name)} title={texts.signInDenied.subject(name)} texts={texts}>
        <Line>{texts.signInDenied.sentence(name)}</Line>
        <Facts facts={[[labels.at, moment(at)], [labels.device, nameOf(device)], [labels.ip, ip]]} />
        <Line>{texts.signInDenied.done}</Line>
        <Action href={link(path)} texts={texts}>{texts.signInDenied.action}</Action>
        <Note>{texts.signInDenied.look}</Note>
      </Letter>
    );
  },
});
