import { allowed, reachesOwn, type RecordScopes } from "./decide";
import type { Viewer } from "./viewer";

/** A checklist under way as the decision sees it: whose first steps they are, and the scope ids of that person's home. */
export type OnboardingRecord = { userId: number; scopes: RecordScopes };

/** May the viewer see how far it is? The newcomer always; others where they may open the newcomer's partner. */
export const mayReadOnboarding = (viewer: Viewer, { userId, scopes }: OnboardingRecord): boolean =>
  (reachesOwn(viewer) && userId === viewer.facts.userId) || allowed(viewer.access, "organizations.view", scopes);

/** May the viewer remind the newcomer? Not themselves. */
export const mayNudge = (viewer: Viewer, { userId, scopes }: OnboardingRecord): boolean =>
  userId !== viewer.facts.userId && allowed(viewer.access, "organizations.view", scopes) && allowed(viewer.access, "tasks.assign", scopes);
