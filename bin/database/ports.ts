// Ports on the loopback.
import { createServer } from "node:net";

/** A free port: the wanted one if it is free. */
export async function freePort(wanted = 0): Promise<number> {
  return (await listenable(wanted)) ?? (await listenable(0)) ?? 0;
}

function listenable(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === "object" ? address.port : undefined));
    });
  });
}
