/** What one organization asks of its people at sign-in. */
export type PolicyRow = {
  id: number;
  roleId: number | null;
  roleName: string | null;
  factorFrom: Date | null;
  idleMinutes: number | null;
  absoluteMinutes: number | null;
  version: number;
};

/** The policies of an organization, and what those above it ask already, all of them together. */
export type Policies = {
  own: PolicyRow | null;
  roles: PolicyRow[];
  /** Roles that a further policy can be for. */
  choices: { id: number; name: string }[];
  above: { factorFrom: Date | null; idleMinutes: number | null; absoluteMinutes: number | null };
  canEdit: boolean;
};

/** Whom a policy will touch: who is asked to set up a factor, and how many browsers are signed out when it begins. */
export type PolicyEffect = { people: number; sessions: number; isMore: boolean; includesYou: boolean };
