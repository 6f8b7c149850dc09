import { describe, expect, test } from "vitest";
import { small, smallGrant, smallNow, smallWorld } from "../testing/small-world";
import { viewerFacts, type World, type WorldGrant } from "../testing/world";
import { hasFullAccess } from "./full-access";

const { operator, north, city } = small.organization;
const { otto, nora } = small.user;

const on = (kind: WorldGrant["scope"]["kind"], ref: number | null = null) => ({ scope: { kind, ref, customers: [] } });

/** Whether Nora (or the person named) keeps their home, holding grants that differ from full access without an end in this. */
function keeps(
  changes: Parameters<typeof smallGrant>[0][],
  { userId = nora as number, change = (world: World) => world } = {},
) {
  const grants = changes.map((grant, index) => smallGrant({ id: index + 1, userId, ...grant }));
  return hasFullAccess(viewerFacts(change(smallWorld(...grants)), userId), smallNow);
}

const user = (change: Partial<World["users"][number]>) => (world: World) => ({
  ...world,
  users: world.users.map((entry) => ({ ...entry, ...change })),
});
const inGroup = (until: number | null) => (world: World) => ({
  ...world,
  groups: [
    {
      id: 1,
      key: "keepers",
      organizationId: north,
      type: "security" as const,
      groups: [],
      rule: null,
      members: [{ userId: nora, from: null, until }],
    },
  ],
});

describe("somebody keeps an organization running", () => {
  test.each<[string, Parameters<typeof keeps>]>([
    ["with full access on everything", [[{}]]],
    ["with full access on their home and all below", [[on("subtree", north)]]],
    ["with a whole above their home", [[on("subtree", operator)]]],
    ["as the owner of a partner", [[{ role: "partner-owner", ...on("subtree", north) }]]],
    [
      "with grants that make it up together",
      [[{ role: "operator-administrator" }, { role: "front-desk", until: smallNow + 1 }]],
    ],
    ["by a group joined without an end", [[{ userId: null, groupId: 1 }], { change: inGroup(null) }]],
    ["at the operator", [[on("subtree", operator)], { userId: otto }]],
  ])("%s", (_, [changes, options]) => expect(keeps(changes, options)).toBe(true));
});

describe("somebody does not keep an organization running", () => {
  test.each<[string, Parameters<typeof keeps>]>([
    ["with nothing", [[]]],
    ["with a lesser role", [[{ role: "manager" }]]],
    ["to read only", [[{ level: "read" }]]],
    ["with the home alone", [[on("direct", north)]]],
    ["with a part below", [[on("subtree", city)]]],
    ["with a territory", [[on("territory", small.territory.europe)]]],
    ["with an exception", [[{ except: { organizations: [city], customers: [] } }]]],
    ["with a customer left out", [[{ except: { organizations: [], customers: [small.customer.bakery] } }]]],
    ["narrowed", [[{ narrow: { territoryId: small.territory.europe, programId: null } }]]],
    ["with a grant that ends", [[{ until: smallNow + 1 }]]],
    ["with a grant that has not begun", [[{ from: smallNow + 1 }]]],
    ["by a group that they leave one day", [[{ userId: null, groupId: 1 }], { change: inGroup(smallNow + 1) }]],
    ["with an account that ends", [[{}], { change: user({ expiresAt: smallNow + 1 }) }]],
    ["when not active", [[{}], { change: user({ status: "deactivated" }) }]],
    ["when only invited", [[{}], { change: user({ status: "invited" }) }]],
    ["with the read-only cap", [[{}], { change: user({ readOnly: true }) }]],
    [
      "under a guardrail without giving access",
      [
        [{}],
        {
          change: (world) => ({
            ...world,
            organizations: world.organizations.map((entry) => ({
              ...entry,
              guardrail: ["users.edit", "users.invite"],
            })),
          }),
        },
      ],
    ],
  ])("%s", (_, [changes, options]) => expect(keeps(changes, options)).toBe(false));
});
