import { z } from "zod";
import { Action, Facts, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  ip: z.string().nullable(),
  device: z.string().nullable(),
  isNewDevice: z.boolean(),
  /** Where the person says that it was somebody else. */
  path: z.string().startsWith("/"),
});

/** Tells a person of a sign-in to their account, with the link to end it. */
export const signedIn = template({
  schema,
  subject: ({ isNewDevice }, { texts }) => (isNewDevice ? texts.signedIn.subjectNew : texts.signedIn.subject),
  body: ({ name, at, ip, device, isNewDevice, path }, { texts, moment, device: nameOf, link }) => {
    const { labels } = texts.accountChanged;
    const title = isNewDevice ? texts.signedIn.subjectNew : texts.signedIn.subject;
    return (
      <Letter preview={texts.signedIn.preview(moment(at))} title={title} texts={texts}>
        <Line>{texts.greeting(name)}</Line>
        <Line>{isNewDevice ? texts.signedIn.sentenceNew : texts.signedIn.sentence}</Line>
        <Facts facts={[[labels.at, moment(at)], [labels.device, nameOf(device)], [labels.ip, ip]]} />
        <Note>{texts.signedIn.wasYou}</Note>
        <Action href={link(path)} texts={texts}>{texts.signedIn.action}</Action>
        <Note>{texts.signedIn.choice}</Note>
      </Letter>
    );
  },
});
