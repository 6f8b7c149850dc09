import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { deadline, wholeRequest, type RequestAtHand } from "../shared/request-time";
import { fileRoute } from "./file";
import { uploadRoute } from "./upload";

vi.mock("./viewer", () => ({ currentViewer: () => Promise.resolve({ viewing: null }) }));
vi.mock("./own-origin", () => ({ isOwnOrigin: () => true }));

const holder = globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<RequestAtHand | undefined> };

beforeEach(() => void (holder.porticoRequest = new AsyncLocalStorage()));
afterEach(() => void delete holder.porticoRequest);

const inRequest = (work: () => Promise<Response>) => {
  const request = { since: performance.now() };
  return holder.porticoRequest!.run(request, async () => (await work()).text()).then(() => request.since + wholeRequest);
};

test("a file may be sent for long; what comes before its first piece may not", async () => {
  const ends: number[] = [];
  const pieces = async function* () {
    await Promise.resolve();
    ends.push(deadline());
    yield Buffer.from("a");
  };
  const get = fileRoute("list", () => {
    ends.push(deadline());
    return Promise.resolve(pieces());
  });

  const usual = await inRequest(() => get(new Request("http://portal/list")));

  expect(ends).toEqual([usual, Infinity]);
});

test("a file may be taken in for long", async () => {
  const ends: number[] = [];
  const post = uploadRoute(z.object({}), () => {
    ends.push(deadline());
    return Promise.resolve({});
  });

  await inRequest(() => post(new Request("http://portal/upload", { method: "POST", body: "a" })));

  expect(ends).toEqual([Infinity]);
});
