import { Resend } from "resend";
import { env } from "../../platform/env";
import { MailRefused, type Letter, type Sent, type Transport } from "./transport";

const patience = 20_000;

async function send({ to, subject, html, text, messageId, signal }: Letter): Promise<Sent> {
  const { RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM } = env();
  const client = new Resend(RESEND_API_KEY, { baseUrl: RESEND_BASE_URL.replace(/\/+$/, "") });
  const mail = { from: MAIL_FROM, to: to.name ? `"${to.name}" <${to.address}>` : to.address, subject, html, text };
  const asked = client.emails.send({ ...mail, headers: { "Message-ID": `<${messageId}>`, "Auto-Submitted": "auto-generated" } }, { idempotencyKey: messageId });
  const { data, error } = await inTime(asked, signal);
  if (!error) return { messageId: data.id };
  const message = `Resend answered: ${error.message}`;
  throw isRefusal(error.statusCode) ? new MailRefused(message) : new Error(message);
}

/** What is wrong with the mail itself; wrong keys, limits and faults of the service may pass. */
const isRefusal = (status: number | null) => status === 400 || status === 422;

/** The service's program waits for ever; we do not. A mail that was taken after all is known there by its key when it is tried again. */
async function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  return Promise.race([work, new Promise<never>((_, reject) => limit.addEventListener("abort", () => reject(new Error("Resend did not answer in time.")), { once: true }))]);
}

/** Mail by Resend. */
export const resend: Transport = { name: "resend", send };
