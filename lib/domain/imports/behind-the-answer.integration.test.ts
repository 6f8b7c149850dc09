import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import type { RequestAtHand } from "@/lib/shared/request-time";
import * as build from "@/lib/testing/build";
import { bring, ended } from "@/lib/testing/import-file";
import { runImport } from "./commands";
import { getImport } from "./queries";

test("an import goes on behind its answer, though the time of the request that began it is over", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const importId = await bring(viewer, `number,name\nA-${partner.id},Verft AS\n`);
  const holder = globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<RequestAtHand | undefined> };
  const requests = (holder.porticoRequest = new AsyncLocalStorage());
  const request = { since: performance.now() };

  await requests.run(request, () => runImport(viewer, { importId }));
  request.since = -Infinity;

  await ended(viewer, importId);
  expect((await getImport(viewer, importId)).status).toBe("done");
  delete holder.porticoRequest;
});
