import { createTransport, type Transporter } from "nodemailer";
import { env } from "../../platform/env";
import { MailRefused, type Letter, type Sent, type Transport } from "./transport";

type SmtpError = Error & { responseCode?: number; code?: string };

let transporter: { url: string; of: Transporter } | undefined;

/** One pool of connections a process; a server that says nothing is given up after a while. */
function pooled(): Transporter {
  const url = env().MAIL_URL!;
  if (transporter?.url !== url) {
    transporter?.of.close();
    const { hostname, port, protocol, username, password } = new URL(url);
    const isSecure = protocol === "smtps:";
    const of = createTransport({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port) || (isSecure ? 465 : 587),
      secure: isSecure,
      pool: true,
      maxConnections: 3,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      dnsTimeout: 10_000,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    });
    transporter = { url, of };
  }
  return transporter.of;
}

async function send({ to, subject, html, text, messageId }: Letter): Promise<Sent> {
  try {
    const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
    const sent = await pooled().sendMail({ from: env().MAIL_FROM, to, subject, html, text, messageId: `<${messageId}>`, headers });
    return { messageId: sent.messageId };
  } catch (error) {
    throw isRefusal(error as SmtpError) ? new MailRefused((error as Error).message, { cause: error }) : error;
  }
}

/** The server said that this recipient or this mail will never be taken; what it says about ourselves (sign-in, relaying) may be mended. */
const isRefusal = ({ responseCode = 0, code }: SmtpError) => code !== "EAUTH" && [501, 550, 551, 552, 553, 554, 556].includes(responseCode);

/** Mail by SMTP. */
export const smtp: Transport = { name: "smtp", send };

/** Asks the server whether it would take mail from us. Throws what is wrong. */
export const verifySmtp = async (): Promise<void> => void (await pooled().verify());

/** Ends the connections; for command lines and tests. */
export function closeSmtp(): void {
  transporter?.of.close();
  transporter = undefined;
}
