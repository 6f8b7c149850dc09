import { expect, test } from "vitest";
import { keep, type Part } from "./keeper.ts";

/** A part whose end the test decides. */
function parts() {
  const endings: ((reason: string) => void)[] = [];
  const stopped: number[] = [];
  const start = (): Promise<Part> => {
    const number = endings.length;
    const ended = new Promise<string>((resolve) => endings.push(resolve));
    return Promise.resolve({
      ended,
      stop: () => {
        stopped.push(number);
        endings[number]?.("stopped");
        return Promise.resolve();
      },
    });
  };
  return { start, endings, stopped };
}

const silent = () => undefined;

test("a part that ends is started again, and stopping stops the newest", async () => {
  const { start, endings, stopped } = parts();
  const said: string[] = [];
  const kept = await keep({ name: "The part", start, onGiveUp: silent, say: (line) => said.push(line) });

  endings[0]?.("killed");
  await expect
    .poll(() => said)
    .toEqual(["The part ended unexpectedly (killed); starting it again", "The part runs again"]);
  await kept.stop();

  expect(stopped).toEqual([1]);
  expect(endings).toHaveLength(2);
});

test("a part that does not come up again is given up after a few attempts", async () => {
  let starts = 0;
  const { start, endings } = parts();
  const failing = () => (starts++ === 0 ? start() : Promise.reject(new Error("no memory")));
  const reason = new Promise((resolve) => {
    void keep({ name: "The part", start: failing, onGiveUp: resolve, say: silent }).then(() => endings[0]?.("killed"));
  });

  expect(await reason).toBe("The part failed to start 6 times in a row.");
});

test("a part that keeps ending is given up", async () => {
  const { start, endings } = parts();
  const reason = new Promise((resolve) => {
    const startAndEnd = async () => {
      const part = await start();
      queueMicrotask(() => endings.at(-1)?.("killed"));
      return part;
    };
    const limits = { failedStarts: 5, endsPerMinute: 3 };
    void keep({ name: "The part", start: startAndEnd, onGiveUp: resolve, say: silent, limits });
  });

  expect(await reason).toBe("The part ended 4 times within a minute.");
});

test("a first start that fails is the caller's to tell", async () => {
  const start = () => Promise.reject(new Error("port taken"));

  await expect(keep({ name: "The part", start, onGiveUp: silent, say: silent })).rejects.toThrow("port taken");
});
