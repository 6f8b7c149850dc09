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

/** A policy for holders of a role, with the role's clones that no policy here is for: a clone is another role, and its holders are not bound. */
export type RolePolicyRow = PolicyRow & { uncovered: string[] };

/** The policies of an organization, and what those above it ask already, all of them together. */
export type Policies = {
  own: PolicyRow | null;
  roles: RolePolicyRow[];
  /** Roles that a further policy can be for. */
  choices: { id: number; name: string }[];
  above: { factorFrom: Date | null; idleMinutes: number | null; absoluteMinutes: number | null };
  canEdit: boolean;
};

/** Whom a policy will touch: who is asked to set up a factor, and how many browsers are signed out when it begins. */
export type PolicyEffect = { people: number; sessions: number; isMore: boolean; includesYou: boolean };
