// Keeps a part of the portal running: starts it again when it ends unexpectedly, but not for ever.

export type Part = { ended: Promise<unknown>; stop(): Promise<void> };

export type KeeperOptions = {
  name: string;
  start: () => Promise<Part>;
  onGiveUp: (reason: string) => void;
  say: (line: string) => void;
  /** How many restarts a minute are still taken for accidents. */
  limit?: number;
};

const minute = 60_000;

/** Starts the part and returns what stops it for good. Throws if the very first start fails. */
export async function keep({ name, start, onGiveUp, say, limit = 5 }: KeeperOptions) {
  let isStopping = false;
  let part = await start();
  let restarts: number[] = [];
  const watching = watch();

  async function watch(): Promise<void> {
    let reason = await part.ended;
    while (!isStopping) {
      restarts = [...restarts.filter((time) => time > Date.now() - minute), Date.now()];
      if (restarts.length > limit) return onGiveUp(`${name} ended ${restarts.length} times within a minute.`);
      say(`${name} ended unexpectedly${reason ? ` (${String(reason)})` : ""}; starting it again`);
      reason = await restart();
    }
  }

  async function restart(): Promise<unknown> {
    try {
      part = await start();
    } catch (error) {
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
