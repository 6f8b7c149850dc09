/** A signed-in browser as it is shown. */
export type SessionRow = {
  id: number;
  /** The browser in words. */
  device: string;
  ip: string | null;
  method: string;
  hasSecondFactor: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  /** True for the one that is looking. */
  isThis: boolean;
};
