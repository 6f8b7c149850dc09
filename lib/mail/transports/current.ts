import { transportName, type Transport } from "./transport";

/** The transport of the environment; its program is loaded when it is first needed. */
export async function transport(): Promise<Transport> {
  switch (transportName()) {
    case "smtp":
      return (await import("./smtp")).smtp;
    case "resend":
      return (await import("./resend")).resend;
    case "outbox":
      return { name: "outbox", send: () => Promise.resolve({ messageId: null }) };
  }
}
