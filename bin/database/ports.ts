// Ports on this machine.
import { createServer } from "node:net";

/** A free port of an address: the wanted one if it is free. */
export async function freePort(wanted = 0, host = "127.0.0.1"): Promise<number> {
  return (await listenable(wanted, host)) ?? (await listenable(0, host)) ?? 0;
}

function listenable(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === "object" ? address.port : undefined));
    });
  });
}
