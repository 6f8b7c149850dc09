export type TokenState = "active" | "expired" | "revoked";

/** An API token as it may be shown: never the token itself, which is not kept. */
export type TokenRow = {
  id: number;
  name: string;
  /** Its first letters; empty for old ones. */
  start: string;
  userId: number;
  userName: string;
  organizationName: string;
  /** The permissions that it is narrowed to; null when it may all that its owner may. */
  permissions: string[] | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  state: TokenState;
};
