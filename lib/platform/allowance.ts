import "server-only";
import { now } from "./clock";

type Window = { used: number; endsAt: number };

/** What somebody may still ask for: how often, and in how many seconds the window ends. */
export type Allowance = { left: number; seconds: number };

/** How often each may ask within a window that begins with their first request. Kept by this process, for as long as a window lasts. */
export class Allowances {
  private readonly windows = new Map<string, Window>();

  constructor(
    readonly most: number,
    readonly milliseconds: number,
  ) {}

  /** What is left to them; nothing is counted. */
  of(who: string): Allowance {
    const moment = now().getTime();
    const window = this.windows.get(who);
    return window && window.endsAt > moment ? this.left(window, moment) : { left: this.most, seconds: Math.ceil(this.milliseconds / 1000) };
  }

  /** Counts one request of theirs, and answers what is left after it. */
  count(who: string): Allowance {
    const moment = now().getTime();
    let window = this.windows.get(who);
    if (!window || window.endsAt <= moment) {
      this.forgetEnded(moment);
      window = { used: 0, endsAt: moment + this.milliseconds };
      this.windows.set(who, window);
    }
    window.used++;
    return this.left(window, moment);
  }

  private left({ used, endsAt }: Window, moment: number): Allowance {
    return { left: Math.max(0, this.most - used), seconds: Math.max(1, Math.ceil((endsAt - moment) / 1000)) };
  }

  /** Those that began first stand first, and all last equally long. */
  private forgetEnded(moment: number): void {
    for (const [who, { endsAt }] of this.windows) {
      if (endsAt > moment) return;
      this.windows.delete(who);
    }
  }

  /** How many are remembered. */
  get size(): number {
    return this.windows.size;
  }
}
