import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How bytes travel: as they are, each piece late, a few at a time, or into the dark; or nobody answers at all. */
export type Fault = { kind: "none" } | { kind: "delay"; milliseconds: number } | { kind: "drip"; bytes: number; milliseconds: number } | { kind: "hold" } | { kind: "refuse" };

/** A line between the portal and its database that can be made bad. */
export type Wire = {
  port: number;
  set: (fault: Fault) => void;
  /** Cuts every connection there is, as a reset. */
  cut: () => void;
  close: () => Promise<void>;
};

/** Listens on a port of its own and passes everything on to the target, in both directions. */
export async function openWire(target: { host: string; port: number }): Promise<Wire> {
  let fault: Fault = { kind: "none" };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  };
  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy());
  const server = createServer((near) => {
    if (fault.kind === "refuse") return near.resetAndDestroy();
    const far = connect(target.port, target.host);
    for (const [from, to] of [[near, far], [far, near]] as const) {
      keep(from);
      from.once("close", () => to.destroy());
      void passOn(from, to, () => fault);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      fault = next;
      if (next.kind === "refuse") cut();
    },
    cut,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function passOn(from: Socket, to: Socket, fault: () => Fault): Promise<void> {
  try {
    for await (const piece of from as AsyncIterable<Buffer>) await sendAs(fault, to, piece);
    to.end();
  } catch {
    to.destroy();
  }
}

async function sendAs(fault: () => Fault, to: Socket, piece: Buffer): Promise<void> {
  while (fault().kind === "hold") await sleep(20);
  const now = fault();
  if (now.kind === "delay") await sleep(now.milliseconds);
  if (now.kind !== "drip") return void to.write(piece);
  for (let at = 0; at < piece.length; at += now.bytes) {
    to.write(piece.subarray(at, at + now.bytes));
    if (fault().kind === "drip") await sleep(now.milliseconds);
  }
}
