import { env } from "../../platform/env";
import type { Written } from "../write-mail";

export type Letter = Written & {
  to: { name: string; address: string };
  /** The same at every attempt, so that whoever gets it twice can tell. */
  messageId: string;
  signal: AbortSignal;
};

export type Sent = { messageId: string | null };

export type Transport = { name: TransportName; send: (letter: Letter) => Promise<Sent> };

export type TransportName = "smtp" | "resend" | "outbox";

/** Trying again is of no use: the address or the mail itself was refused. */
export class MailRefused extends Error {}

/** How mails go out by the environment: SMTP, Resend, or nowhere, which is the outbox. */
export function transportName(): TransportName {
  const { MAIL_URL, RESEND_API_KEY } = env();
  if (MAIL_URL) return "smtp";
  return RESEND_API_KEY ? "resend" : "outbox";
}

/** True when mails only wait to be read in the portal. */
export const isOutbox = () => transportName() === "outbox";
