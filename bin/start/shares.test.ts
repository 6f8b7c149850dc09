import { EventEmitter } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setImmediate as moment } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { isAllThere, openShares, shareOf } from "./shares.mjs";

/** An answer that ends when it is told to, and what became of its request. */
function asked(shares: ReturnType<typeof openShares>, name: string, source = "one") {
  const response = Object.assign(new EventEmitter(), { closed: false });
  const one = { state: "waits", end: () => response.emit("close") };
  void shares.enter(name, source, response as unknown as ServerResponse).then((isIn: boolean) => (one.state = isIn ? "runs" : "turned away"));
  return one;
}

const statesOf = async (ones: { state: string }[]) => {
  await moment();
  return ones.map(({ state }) => state);
};

const door = { atOnce: 1, mostWaiting: 2, patience: 1000 };

test("forms of the signed-out stand at the door, pictures apart, whatever is read with the rest", () => {
  const share = (method: string, url: string) => shareOf({ method, url });

  expect(["/sign-in", "/sign-in?next=%2F", "/sign-in/verify", "/reset/abc", "/invitation/abc", "/forgot-password", "/not-me/abc"].map((url) => share("POST", url))).toEqual(Array(7).fill("door"));
  expect([share("GET", "/sign-in"), share("POST", "/sign-in-rules"), share("GET", "/account/picture"), share("POST", "/api/v1/customers")]).toEqual(Array(4).fill("rest"));
  expect([share("POST", "/account/picture"), share("GET", "/_next/static/x.js")]).toEqual(["picture", null]);
});

test("a full door keeps nobody from reading, and its line is let in one by one", async () => {
  const shares = openShares({ door, rest: { atOnce: 2 } });
  const [first, second, third, tooMany] = ["door", "door", "door", "door"].map((name) => asked(shares, name));
  const reads = ["rest", "rest", "rest"].map((name) => asked(shares, name));

  expect(await statesOf([first!, second!, third!, tooMany!])).toEqual(["runs", "waits", "waits", "turned away"]);
  expect(await statesOf(reads)).toEqual(["runs", "runs", "turned away"]);
  first!.end();
  expect(await statesOf([second!, third!])).toEqual(["runs", "waits"]);
  reads[0]!.end();
  expect(await statesOf([asked(shares, "rest")])).toEqual(["runs"]);
});

test("sources take turns, and a full line loses the last of the longest: nobody keeps others out by asking often", async () => {
  const shares = openShares({ door: { ...door, mostWaiting: 3 }, rest: { atOnce: 1 } });
  const [running, ...many] = Array.from({ length: 4 }, () => asked(shares, "door", "flood"));
  const other = asked(shares, "door", "other");

  expect(await statesOf([running!, ...many, other])).toEqual(["runs", "waits", "waits", "turned away", "waits"]);
  running!.end();
  many[0]!.end();
  expect(await statesOf([many[0]!, other, many[1]!])).toEqual(["runs", "runs", "waits"]);
});

test("while many read, fewer are let in at the door", async () => {
  const shares = openShares({ door: { ...door, atOnce: 2, atOnceWhenCrowded: 1 }, rest: { atOnce: 50 } });
  const reads = Array.from({ length: 20 }, () => asked(shares, "rest"));
  const [first, second, third] = ["door", "door", "door"].map((name) => asked(shares, name));

  expect(await statesOf([first!, second!, third!])).toEqual(["runs", "waits", "waits"]);
  reads.forEach((read) => read.end());
  first!.end();
  expect(await statesOf([second!, third!])).toEqual(["runs", "runs"]);
});

test("who waits too long, or goes, leaves the line", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const shares = openShares({ door, rest: { atOnce: 1 } });
  const [running, goes, waits] = ["door", "door", "door"].map((name) => asked(shares, name));
  goes!.end();
  expect(await statesOf([goes!, waits!])).toEqual(["turned away", "waits"]);
  vi.advanceTimersByTime(1001);
  expect(await statesOf([waits!])).toEqual(["turned away"]);
  running!.end();
  expect(await statesOf([asked(shares, "door")])).toEqual(["runs"]);
  vi.useRealTimers();
});

test("a form is there when all of it came, and can still be read; half of one, or one too large for a form, is not", async () => {
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    if (!(await isAllThere(incoming, 200))) return response.writeHead(408).end();
    let size = 0;
    for await (const piece of incoming) size += (piece as Buffer).length;
    response.end(String(size));
  };
  const server = createServer((incoming, response) => void answer(incoming, response)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const send = (size: number) =>
    new Promise((resolve) => {
      request({ port, host: "127.0.0.1", method: "POST", headers: { "Content-Length": size } }, (response) => {
        let text = "";
        response.on("data", (piece) => (text += String(piece))).on("end", () => resolve(response.statusCode === 200 ? Number(text) : response.statusCode));
      }).end("x".repeat(size));
    });

  expect([await send(0), await send(5000), await send(300_000)]).toEqual([0, 5000, 408]);
  const half = connect(port, "127.0.0.1", () => half.write("POST / HTTP/1.1\r\nHost: portal\r\nContent-Length: 10\r\n\r\n12345"));
  expect(await new Promise((resolve) => half.once("data", (data) => resolve(String(data).slice(0, 12))))).toBe("HTTP/1.1 408");
  half.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
