import { z } from "zod";
import { Action, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({
  path: z.string().startsWith("/"),
  name: z.string(),
  organization: z.string(),
  /** Who invites; null when the portal itself does. */
  by: z.string().nullable(),
  until: z.iso.datetime(),
});

/** The one-time link by which an invited person comes in. */
export const invitation = template({
  schema,
  subject: ({ organization }, { texts }) => texts.invitation.subject(organization),
  body: ({ path, name, organization, by, until }, { texts, link, day }) => (
    <Letter preview={texts.invitation.preview(organization)} title={texts.invitation.title} texts={texts} why={texts.invitation.why}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{by ? texts.invitation.invitedBy(by, organization) : texts.invitation.invited(organization)}</Line>
      <Action href={link(path)} texts={texts}>{texts.invitation.action}</Action>
      <Note>{texts.invitation.until(day(until))}</Note>
      <Note>{texts.invitation.notExpected}</Note>
    </Letter>
  ),
});
