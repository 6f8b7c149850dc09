import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { apart, beginsHere, deadline, inTime, mayTakeLong, OutOfTime, uncounted, wholeRequest, type RequestAtHand } from "./request-time";

const holder = globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<RequestAtHand | undefined> };

beforeEach(() => {
  holder.porticoRequest = new AsyncLocalStorage();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
  delete holder.porticoRequest;
});

const inRequest = <Value>(work: () => Value): Value => holder.porticoRequest!.run({ since: performance.now() }, work);

test("a request's time ends a while after it arrived; jobs, what goes on behind an answer and what may take long have no end", () => {
  expect(deadline()).toBe(Infinity);
  inRequest(() => {
    expect(deadline()).toBe(performance.now() + wholeRequest);
    expect(apart(deadline)).toBe(Infinity);
    mayTakeLong();
    expect(deadline()).toBe(Infinity);
  });
});

test("a turn that is waited for is not counted, whether it ends well or not, nor what somebody outside took", async () => {
  await inRequest(async () => {
    const before = deadline();
    await uncounted(async () => void (await vi.advanceTimersByTimeAsync(5000)));
    expect(deadline()).toBe(before + 5000);
    await uncounted(async () => {
      await vi.advanceTimersByTimeAsync(1000);
      throw new Error("broken");
    }).catch(() => undefined);
    expect(deadline()).toBe(before + 6000);
    await vi.advanceTimersByTimeAsync(2000);
    beginsHere();
    expect(deadline()).toBe(performance.now() + wholeRequest);
  });
});

test("work that several wait for is waited for as long as each has time", async () => {
  let end!: (value: string) => void;
  const shared = new Promise<string>((resolve) => (end = resolve));
  const first = inRequest(() => inTime(shared)).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(wholeRequest - 1);
  const second = inRequest(() => inTime(shared));
  await vi.advanceTimersByTimeAsync(1);

  expect(await first).toBeInstanceOf(OutOfTime);
  end("read");
  expect(await second).toBe("read");
  expect(vi.getTimerCount()).toBe(0);
});
