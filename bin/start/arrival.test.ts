import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { noteArrival } from "./arrival.mjs";

test("the time of a request begins when all of it has arrived, also if nobody reads it yet", async () => {
  const server = createServer();
  const asked = new Promise<{ request: IncomingMessage; mark: { since: number } }>((resolve) => {
    server.once("request", (request) => resolve({ request, mark: noteArrival(request) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: portal\r\nContent-Length: 10\r\n\r\n12345");
  const { request, mark } = await asked;
  const before = mark.since;

  socket.write("67890");
  await expect.poll(() => request.complete).toBe(true);

  expect(mark.since).toBeGreaterThan(before);
  expect(String(request.read())).toBe("1234567890");
  socket.destroy();
  server.closeAllConnections();
  server.close();
});
