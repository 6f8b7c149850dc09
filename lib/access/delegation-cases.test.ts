import { describe, expect, test } from "vitest";
import { giftOf, treeOf } from "../testing/gift";
import { small, smallGrant, smallWorld } from "../testing/small-world";
import { viewerFacts, type World, type WorldGrant } from "../testing/world";
import { compileAccess } from "./compile";
import { lackedFor, type Tree } from "./delegation";
import { permissions, withImplied } from "./permissions";
import { roleTemplates } from "./templates";

const { operator, north, city, south } = small.organization;
const { otto, nora, mia, carl, sam } = small.user;
const { bakery, school, harbour } = small.customer;

type Change = Parameters<typeof smallGrant>[0];

const on = (kind: WorldGrant["scope"]["kind"], ref: number | null = null, customers: number[] = []) => ({
  scope: { kind, ref, customers },
});
const except = (organizations: number[], customers: number[] = []) => ({ except: { organizations, customers } });
const narrow = (territoryId: number | null, programId: number | null = null) => ({
  narrow: { territoryId, programId },
});

/** What the giver lacks for the gift, when the grants given are all that they hold. */
function lacked(giverId: number, held: Change[], gift: Change, change: (world: World) => World = (world) => world) {
  const grants = held.map((grant, index) => smallGrant({ ...grant, id: index + 1, userId: giverId }));
  const world = change(smallWorld(...grants));
  const given = smallGrant({ ...gift, id: 99, userId: gift?.groupId ? null : (gift?.userId ?? mia) });
  const facts = viewerFacts(world, giverId);
  return lackedFor(
    { facts, access: compileAccess(facts, world.now) },
    giftOf(world, given, gift?.userId ?? mia),
    treeOf(world),
  );
}

const owner = { role: "partner-owner", ...on("subtree", north) };

describe("an owner of North gives", () => {
  test.each<[string, Change, Change]>([
    ["their own access", owner, owner],
    ["a smaller role on the whole", owner, { role: "manager", ...on("subtree", north) }],
    ["everything, to one of their people", owner, { role: "manager", ...on("everything") }],
    [
      "a whole above them, to one of their people: it ends at North all the same",
      owner,
      { role: "manager", ...on("subtree", operator) },
    ],
    ["North alone", owner, { role: "manager", ...on("direct", north) }],
    ["City, to somebody there", owner, { role: "partner-owner", ...on("subtree", city), userId: carl }],
    ["a territory", owner, { role: "manager", ...on("territory", small.territory.alps) }],
    ["a program", owner, { role: "manager", ...on("program", small.program.gold) }],
    ["customers picked from below", owner, { role: "manager", ...on("customers", null, [bakery, school]) }],
    ["own customers", owner, { role: "manager", ...on("own") }],
    ["the whole with exceptions", owner, { role: "manager", ...on("subtree", north), ...except([city], [bakery]) }],
    ["reading of what they may write", owner, { role: "manager", level: "read" }],
    [
      "reading of a role whose writes they lack",
      { role: "front-desk", ...on("subtree", north) },
      { role: "contact-editor", level: "read" },
    ],
    ["what they hold but for City, less City", { ...owner, ...except([city]) }, { role: "manager", ...except([city]) }],
    [
      "what they hold but for City, less North altogether",
      { ...owner, ...except([city]) },
      { role: "manager", ...except([north]) },
    ],
    [
      "what they hold but for City, on North alone",
      { ...owner, ...except([city]) },
      { role: "manager", ...on("direct", north) },
    ],
    [
      "what they hold but for one customer, less that and another",
      { ...owner, ...except([], [bakery]) },
      { role: "manager", ...except([], [bakery, school]) },
    ],
    [
      "part of a territory they hold",
      { ...owner, ...on("territory", small.territory.europe) },
      { role: "manager", ...on("territory", small.territory.alps) },
    ],
    [
      "a whole narrowed to a territory they hold",
      { ...owner, ...on("territory", small.territory.europe) },
      { role: "manager", ...narrow(small.territory.alps) },
    ],
    [
      "a whole narrowed to a territory and a program, holding the program in it",
      { ...owner, ...on("program", small.program.gold), ...narrow(small.territory.europe) },
      { role: "manager", ...narrow(small.territory.alps, small.program.gold) },
    ],
    [
      "a customer from a list they hold",
      { ...owner, ...on("customers", null, [bakery, school]) },
      { role: "manager", ...on("customers", null, [bakery]) },
    ],
    [
      "a list of which the holder's reach leaves nothing but their own",
      owner,
      { role: "manager", ...on("customers", null, [bakery, harbour]) },
    ],
    ["an empty list", owner, { role: "manager", ...on("customers") }],
  ])("%s", (_, held, gift) => expect(lacked(nora, [held], gift)).toEqual([]));
});

describe("an owner of North does not give", () => {
  const some = expect.arrayContaining(["customers.view"]);
  test.each<[string, Change, Change]>([
    [
      "a manager's rights to somebody at home outside",
      owner,
      { role: "manager", ...on("subtree", operator), userId: otto },
    ],
    ["South, to somebody there", owner, { role: "manager", ...on("subtree", south), userId: sam }],
    ["own customers of somebody at home outside", owner, { role: "manager", ...on("own"), userId: sam }],
    [
      "a territory to somebody at home outside",
      owner,
      { role: "manager", ...on("territory", small.territory.alps), userId: otto },
    ],
    [
      "a customer of somebody else, to somebody whose reach has it",
      owner,
      { role: "manager", ...on("customers", null, [bakery, harbour]), userId: otto },
    ],
    [
      "the whole when they hold North alone",
      { ...owner, ...on("direct", north) },
      { role: "manager", ...on("subtree", north) },
    ],
    [
      "a leaf of the tree when they hold it alone: others may come below it",
      { ...owner, ...on("direct", city) },
      { role: "manager", ...on("subtree", city) },
    ],
    ["the whole when City is left out of theirs", { ...owner, ...except([city]) }, { role: "manager" }],
    ["City when it is left out of theirs", { ...owner, ...except([city]) }, { role: "manager", ...on("direct", city) }],
    [
      "the whole when a customer is left out of theirs",
      { ...owner, ...except([], [bakery]) },
      { role: "manager", ...except([], [school]) },
    ],
    [
      "the whole less one customer when two are left out of theirs",
      { ...owner, ...except([], [bakery, school]) },
      { role: "manager", ...except([], [bakery]) },
    ],
    [
      "City when a customer of North is left out: that one may move",
      { ...owner, ...except([], [bakery]) },
      { role: "manager", ...on("direct", city) },
    ],
    ["the whole when theirs is narrowed", { ...owner, ...narrow(small.territory.alps) }, { role: "manager" }],
    [
      "a territory around theirs",
      { ...owner, ...on("territory", small.territory.alps) },
      { role: "manager", ...on("territory", small.territory.europe) },
    ],
    [
      "an organization because it lies in their territory today",
      { ...owner, ...on("territory", small.territory.alps) },
      { role: "manager", ...on("direct", city) },
    ],
    [
      "an organization because it is in their program today",
      { ...owner, ...on("program", small.program.gold) },
      { role: "manager", ...on("direct", north) },
    ],
    [
      "all because a list has all of today's customers",
      { ...owner, ...on("customers", null, [1, 2, 3, 4]) },
      { role: "manager" },
    ],
    ["what was given to them for later", { ...owner, from: Date.UTC(2030, 0, 1) }, { role: "manager" }],
  ])("%s", (_, held, gift) => expect(lacked(nora, [held], gift)).toEqual(some));

  test("their own customers as somebody else's own", () => {
    for (const giver of [nora, otto]) {
      expect(lacked(giver, [{ ...owner, ...on("own") }], { role: "front-desk", ...on("own") })).toEqual([
        "customers.list",
        "customers.view",
      ]);
    }
  });
  test("the permissions that their role has not, and says which", () => {
    const more = withImplied(roleTemplates.find(({ key }) => key === "full-access")!.permissions);
    const own = withImplied(roleTemplates.find(({ key }) => key === "partner-owner")!.permissions);
    expect(lacked(nora, [owner], {})).toEqual(more.filter((key) => !own.includes(key)));
  });
  test("writing where they only read, but reading they do", () => {
    expect(lacked(nora, [{ ...owner, level: "read" }], { role: "contact-editor" })).toEqual(["customers.edit-contact"]);
    expect(lacked(nora, [{ ...owner, level: "read" }], { role: "contact-editor", level: "read" })).toEqual([]);
  });
  test("a right put together from the role of one grant and the scope of another", () => {
    const held = [
      { role: "front-desk", ...on("subtree", north) },
      { role: "manager", ...on("direct", north) },
    ];
    expect(lacked(nora, held, { role: "contact-editor", ...on("subtree", north) })).toEqual(["customers.edit-contact"]);
  });
  test("a write while capped to reading", () => {
    const capped = (world: World) => ({ ...world, users: world.users.map((user) => ({ ...user, readOnly: true })) });
    expect(lacked(nora, [owner], { role: "contact-editor" }, capped)).toEqual(["customers.edit-contact"]);
  });
  test("what a guardrail above keeps them from, though it would keep the holder from it too", () => {
    const guarded = (world: World) => ({
      ...world,
      organizations: world.organizations.map((entry) => ({
        ...entry,
        guardrail: entry.id === operator ? ["customers.view"] : null,
      })),
    });
    expect(lacked(nora, [owner], { role: "contact-editor" }, guarded)).toEqual(["customers.edit-contact"]);
  });
  test("anything once their account has ended", () => {
    const ended = (world: World) => ({
      ...world,
      users: world.users.map((user) => ({ ...user, expiresAt: world.now })),
    });
    expect(lacked(nora, [owner], { role: "front-desk" }, ended)).toEqual(["customers.list", "customers.view"]);
  });
});

test("somebody of the operator with full access gives full access on everything, to whomever", () => {
  for (const userId of [nora, mia, carl, sam]) expect(lacked(otto, [{}], { userId })).toEqual([]);
});

test("a place in the tree that is not known proves nothing", () => {
  const world = smallWorld(smallGrant({ ...owner, ...except([city]) }));
  const facts = viewerFacts(world, nora);
  const gift = giftOf(world, smallGrant({ role: "front-desk", ...on("direct", north), userId: mia }), mia);
  const judge = (tree: Partial<Tree>) =>
    lackedFor({ facts, access: compileAccess(facts, world.now) }, gift, { ...treeOf(world), ...tree });
  expect(judge({})).toEqual([]);
  expect(judge({ organizationPath: () => [] })).toEqual(["customers.list", "customers.view"]);
});

test("a gift counts each permission with all it implies", () => {
  const all = permissions.map(({ key }) => key);
  expect(lacked(nora, [], {})).toEqual(all);
});
