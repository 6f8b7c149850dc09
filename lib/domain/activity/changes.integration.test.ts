import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { changesIn } from "./changes";

test("before and after hold no ids, keys, permissions' keys or stored words: places by name as far as one may know them", async () => {
  const home = await build.organization(undefined, { name: "Fjord" });
  const elsewhere = await build.organization();
  const viewer = await build.person(home, ["activity.view"]);
  const territory = await build.territory(undefined, { name: `North ${home.id}` });
  const after = {
    key: "grant-61db504d-0800-4a91-9cc2-8e16ded56b13",
    scope: `organization ${home.id} and below`,
    except: `organizations ${elsewhere.id}; 2 customers: 8, 9`,
    narrowTerritoryId: territory.id,
    roleId: 4,
    role: "Desk",
    permissions: ["customers.view"],
    isGenerated: true,
    until: "2027-01-01T00:00:00.000Z",
    filters: { organization: [String(home.id)], status: ["active"] },
    took: { scope: "same", settings: true, expiry: false },
    added: [{ id: 3, name: "Ida" }],
    scopeKind: "subtree",
    scopeRef: home.id,
    tasksHandedOver: 0,
    groupsHandedOver: 2,
  };

  const [changes] = await changesIn(viewer, [{ before: { theme: "dark" }, after: { ...after, theme: "system" } }]);

  expect(Object.fromEntries(changes!.map(({ field, before, after }) => [field, before === null ? after : `${before} → ${after}`]))).toEqual({
    Colours: "Dark → As the system",
    Scope: "the partner and all below it",
    Except: "another partner and all below it; 2 customers",
    "Only within the territory": territory.name,
    Role: "Desk",
    Permissions: "Open a customer's profile and history",
    "Made by itself": "yes",
    Until: "31 Dec 2026",
    Filters: "Partner: Fjord; Status: Active",
    "Taken along": "Scope: the same; Settings: yes",
    Added: "Ida",
    "Groups handed over": "2",
  });
  expect(changes!.filter(({ field }) => field === "Scope").map(({ after }) => after)).toEqual(["Fjord and all below it", "the partner and all below it"]);
});
