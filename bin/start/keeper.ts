// Keeps a part of the portal running: starts it again when it ends unexpectedly, but not for ever.

export type Part = { ended: Promise<unknown>; stop(): Promise<void> };

export type KeeperOptions = {
  name: string;
  start: () => Promise<Part>;
  onGiveUp: (reason: string) => void;
  say: (line: string) => void;
  /** How many failed starts in a row, and how many ends within a minute, are still taken for accidents. */
  limits?: { failedStarts: number; endsPerMinute: number };
};

const minute = 60_000;

/** Starts the part and returns what stops it for good. Throws if the very first start fails. */
export async function keep({
  name,
  start,
  onGiveUp,
  say,
  limits = { failedStarts: 5, endsPerMinute: 30 },
}: KeeperOptions) {
  let isStopping = false;
  let part = await start();
  let ends: number[] = [];
  let failedStarts = 0;
  const watching = watch();

  async function watch(): Promise<void> {
    let reason = await part.ended;
    while (!isStopping) {
      ends = [...ends.filter((time) => time > Date.now() - minute), Date.now()];
      if (ends.length > limits.endsPerMinute) return onGiveUp(`${name} ended ${ends.length} times within a minute.`);
      if (failedStarts > limits.failedStarts)
        return onGiveUp(`${name} failed to start ${failedStarts} times in a row.`);
      say(`${name} ended unexpectedly${reason ? ` (${String(reason)})` : ""}; starting it again`);
      reason = await restart();
    }
  }

  async function restart(): Promise<unknown> {
    try {
      part = await start();
      failedStarts = 0;
    } catch (error) {
      failedStarts += 1;
      return (error as Error).message;
    }
    if (isStopping) await part.stop();
    else say(`${name} runs again`);
    return part.ended;
  }

  return {
    stop: async () => {
      isStopping = true;
      await part.stop();
      await watching;
    },
  };
}
