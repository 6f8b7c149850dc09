import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Letter = { from: string; to: string[]; raw: string };

/** A real SMTP server in this process, which keeps what it takes. `answer` may refuse or stall a recipient. */
export async function smtpServer(options: Pick<SMTPServerOptions, "onRcptTo" | "onConnect"> = {}) {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    ...options,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString("utf8") });
        done();
      });
    },
  });
  server.on("error", () => undefined); // a client that hung up
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return { url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
