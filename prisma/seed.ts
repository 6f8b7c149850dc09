// Loads the demo into an empty database of this machine; anything else is left alone, with a line that says so.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { disconnect, ownerPool } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { hashPassword } from "@/lib/platform/password";
import { liveALittle } from "@/lib/testing/demo/history";
import { loadDemo } from "@/lib/testing/demo/load";
import { personas } from "@/lib/testing/demo/personas";

const password = "portico demo 2026";

try {
  console.log(await seed());
} finally {
  await disconnect();
}

async function seed(): Promise<string> {
  if (!isLocal(env().DATABASE_URL)) {
    return `The demo is loaded into databases of this machine only. For a first administrator: npm run portal -- first-link`;
  }
  const { rows } = await ownerPool().query<{ isEmpty: boolean }>(
    `SELECT NOT EXISTS (SELECT 1 FROM organizations) AND NOT EXISTS (SELECT 1 FROM territories) AS "isEmpty"`,
  );
  if (!rows[0]?.isEmpty) return "left as it is, the database has data";
  const { customers, people } = await loadDemo({ passwordHash: await hashPassword(password), onProgress: console.error });
  await liveALittle();
  writeSignIns();
  return `${customers} customers, ${people} people`;
}

function isLocal(url: string): boolean {
  const { hostname } = new URL(url);
  return ["", "localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** Read by `npm start`, which shows them; the password protects nothing but the demo. */
function writeSignIns(): void {
  const folder = env().PORTAL_DATA;
  mkdirSync(folder, { recursive: true });
  const signIns = personas.map(({ persona, email }) => ({ persona, email, password }));
  writeFileSync(join(folder, "demo-sign-ins.json"), `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
}
