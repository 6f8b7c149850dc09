import { z } from "zod";
import { Action, Facts, Letter, Line, Note } from "../letter";
import { template } from "../template";

/** What may have happened to an account; each has its sentence in the texts. */
export const accountChanges = [
  "password-changed",
  "password-set-by-other",
  "factor-added",
  "factor-removed",
  "factors-reset",
  "recovery-codes-made",
  "recovery-code-used",
  "passkey-added",
  "passkey-removed",
  "provider-linked",
  "address-changed",
  "address-was-changed",
  "sessions-ended",
  "token-made",
  "deactivated",
  "deactivated-idle",
  "deactivated-ended",
  "reactivated",
] as const;

const schema = z.object({
  name: z.string(),
  change: z.enum(accountChanges),
  at: z.iso.datetime(),
  /** Who did it, when it was somebody else. */
  by: z.string().nullable().optional(),
  /** What it is about: the name of the passkey, the new address. */
  what: z.string().nullable().optional(),
  device: z.string().nullable().optional(),
  ip: z.string().nullable().optional(),
  /** Where it can be looked at or taken back; the person's own account when nothing is given. */
  path: z.string().startsWith("/").optional(),
});

/** Tells a person that the way into their account changed. It cannot be switched off. */
export const accountChanged = template({
  schema,
  toDeactivated: true,
  subject: ({ change }, { texts }) => texts.accountChanged.changes[change].subject,
  body: ({ name, change, at, by, what, device, ip, path }, { texts, moment, device: nameOf, link }) => {
    const { labels, changes, notYou, cannotSignIn } = texts.accountChanged;
    const isOver = change.startsWith("deactivated");
    const facts: [string, string | null | undefined][] = [[labels.what, what], [labels.by, by], [labels.at, moment(at)], [labels.device, nameOf(device)], [labels.ip, ip]];
    return (
      <Letter preview={changes[change].sentence} title={changes[change].subject} texts={texts}>
        <Line>{texts.greeting(name)}</Line>
        <Line>{changes[change].sentence}</Line>
        <Facts facts={facts} />
        {!isOver && <Action href={link(path ?? "/account")} texts={texts}>{texts.accountChanged.action}</Action>}
        <Note>{isOver ? cannotSignIn : notYou}</Note>
      </Letter>
    );
  },
});
