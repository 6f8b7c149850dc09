import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** What the portal acknowledged about one customer: the last value of each field that a writer got an answer for. */
export type Acknowledged = { key: string; id: number; phone: string | null; writes: number };

export type Journal = { customers: Acknowledged[]; acknowledged: number; tried: number };

type Portal = { url: string; token: string };
type Call = { method: "POST" | "PATCH"; path: string; body: object };

/** One write, tried with the same idempotency key until it is acknowledged, as a careful program would. Answers the customer. */
async function written({ url, token }: Portal, { method, path, body }: Call, journal: Journal): Promise<{ id: number }> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": randomUUID() };
  for (;;) {
    journal.tried++;
    try {
      const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) });
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as { id: number };
      if (response.status < 500 && response.status !== 409 && response.status !== 429) throw new Refused(`${method} ${path}: ${response.status} ${text}`);
    } catch (error) {
      if (error instanceof Refused) throw error; // anything else is a connection that broke
    }
    await sleep(100);
  }
}

class Refused extends Error {}

/** Creates and edits customers of one organization until so many writes are acknowledged; the journal says which. */
export async function writeUntil(portal: Portal, organization: string, { most, journal }: { most: number; journal: Journal }): Promise<void> {
  const own: Acknowledged[] = [];
  while (journal.acknowledged < most) {
    const customer = own[Math.floor(Math.random() * own.length)];
    if (!customer || Math.random() < 0.3) {
      const key = randomUUID();
      const { id } = await written(portal, { method: "POST", path: "/customers", body: { key, name: `Customer ${key}`, organization } }, journal);
      const made = { key, id, phone: null, writes: 1 };
      own.push(made);
      journal.customers.push(made);
    } else {
      const phone = randomUUID();
      await written(portal, { method: "PATCH", path: `/customers/${customer.id}`, body: { phone } }, journal);
      customer.phone = phone;
      customer.writes++;
    }
    journal.acknowledged++;
  }
}
