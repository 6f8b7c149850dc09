import { beforeAll, expect, test } from "vitest";
import { allowed } from "@/lib/access/decide";
import { scopeId } from "@/lib/access/scope-id";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { operator, owner, viewer } from "../build";
import { ownDatabase } from "../own-database";
import { liveALittle } from "./history";
import { loadDemo } from "./load";
import { personas } from "./personas";

beforeAll(async () => {
  await ownDatabase("demo");
  await loadDemo({ passwordHash: "none" });
  await liveALittle();
});

const personOf = (email: string) => owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
const seenBy = async (email: string) => (await listCustomers(await viewer(await personOf(email)), customerList.parse({}))).total.count;

test("it has two thousand customers and a right projection", async () => {
  expect(await owner().customer.count()).toBe(2000);
  expect((await ownerPool().query("SELECT * FROM projection_faults")).rows).toEqual([]);
});

test("each persona sees what it is there to show", async () => {
  const ingrid = await viewer(await personOf("ingrid@nordnet.example"));
  const astrid = await viewer(await personOf("astrid@nordnet.example"));

  const somewhere = [scopeId("direct", (await operator()).id)];
  expect(allowed(ingrid.access, "grants.give", somewhere)).toBe(true);
  expect(await seenBy("grace@solent.example")).toBe(5);
  expect(await seenBy("callum@pennine.example")).toBeGreaterThan(await seenBy("tobias@rheintal.example"));
  expect(allowed(astrid.access, "customers.view", somewhere)).toBe(true);
  expect(allowed(astrid.access, "customers.edit-contact", somewhere)).toBe(false);
});

test("everybody may act but the owner of the deactivated partner", async () => {
  const shut = "uwe@weser-funk.example";
  for (const { email } of personas.filter((persona) => persona.email !== shut)) {
    expect((await viewer(await personOf(email))).facts.isActive).toBe(true);
  }
  await expect(viewer(await personOf(shut))).rejects.toThrow("may not act");
});

test("the log has a little history of several people", async () => {
  const names = await owner().activity.findMany({ where: { recordType: "customer" }, distinct: ["actorName"], select: { actorName: true } });

  expect(names.map(({ actorName }) => actorName).sort()).toEqual(["Callum Reid", "Marit Fjeld", "Tobias Brandt"]);
});
