import type { Access } from "./scope-set";
import type { Permission } from "./permissions";
import type { GrantFacts, Membership } from "./grant";

/** Everything the decision needs to know about one person; loaded once, then only watched for changes. */
export type ViewerFacts = {
  userId: number;
  name: string;
  email: string;
  /** Home organization and all above it, nearest first; a single entry means the operator. */
  homePath: readonly number[];
  homeName: string;
  isActive: boolean;
  /** Milliseconds; from then on the account is over. */
  expiresAt: number | null;
  readOnly: boolean;
  /** Permission lists of the home organization and those above that carry one; each already includes what it implies. */
  guardrails: readonly (readonly string[])[];
  grants: readonly GrantFacts[];
  memberships: readonly Membership[];
  /** For each territory named by a grant: itself and all above it. Lets nested territories be read once. */
  territoryPaths: ReadonlyMap<number, readonly number[]>;
};

/** Somebody sees the portal with another person's eyes: who looks, why, and until when (milliseconds). */
export type Viewing = { id: number; by: { userId: number; name: string }; reason: string; until: number };

/** The signed-in person for one request: who, from where, and everything decided about them. Passed first to every domain function. */
export type Viewer = {
  facts: ViewerFacts;
  access: Access;
  /** What the log shows beside the name when the person acts through something, e.g. a token. */
  via: string | null;
  /** The permissions a token is narrowed to; null for the person's own session. Already applied to `access`. */
  narrowedTo: readonly Permission[] | null;
  ip: string | null;
  device: string | null;
  /** Change number the access was read at. */
  seq: number;
  /** The browser's open session; absent for tokens and for work on its own. */
  session?: number;
  /** When the person last proved in this session who they are, in milliseconds. */
  provedAt?: number;
  /** Set while somebody else looks with this person's eyes: `access` then holds what both may read, and nothing can be changed. */
  viewing?: Viewing;
};

/** The organization at which the viewer is at home. */
export const homeOf = (facts: Pick<ViewerFacts, "homePath">) => facts.homePath[0]!;

/** True for people of the operator, whose reach is everything. */
export const isAtRoot = (facts: Pick<ViewerFacts, "homePath">) => facts.homePath.length === 1;
