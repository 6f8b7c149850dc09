import fc from "fast-check";
import { expect, test } from "vitest";
import { randomWorld } from "../testing/random-world";
import { recordScopes, recordsOf, viewerFacts } from "../testing/world";
import { compileAccess } from "./compile";
import { allowed, can } from "./decide";
import { permissions } from "./permissions";
import { canAtPlaces } from "./reaching";
import type { Viewer } from "./viewer";

test("whoever may do something at a partner is told so, and chosen customers or one's own alone are told apart", () => {
  const seen = { atPlaces: 0, elsewhere: 0 };
  fc.assert(
    fc.property(randomWorld, (world) => {
      const places = recordsOf(world).filter(({ type }) => type === "organization").map((ref) => recordScopes(world, ref));
      for (const { id } of world.users) {
        const facts = viewerFacts(world, id);
        const viewer = { access: compileAccess(facts, world.now) };
        const isOfCustomers = facts.grants.every(({ kind }) => kind === "customers" || kind === "own");
        for (const { key } of permissions) {
          const tells = canAtPlaces(viewer, key);
          if (places.some((place) => allowed(viewer.access, key, place))) expect(tells).toBe(true);
          if (isOfCustomers) expect(tells).toBe(false);
          if (tells) seen.atPlaces++;
          else if (can(viewer as Viewer, key)) seen.elsewhere++;
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(seen.atPlaces).toBeGreaterThan(0);
  expect(seen.elsewhere).toBeGreaterThan(0);
});
