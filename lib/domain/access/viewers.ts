import "server-only";
import sql from "sql-template-tag";
import { compileAccess, isLetIn, narrowAccess } from "../../access/compile";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { apart, inTime } from "../../shared/request-time";
import { loadFacts } from "./facts";

type Known = Pick<Viewer, "facts" | "access">;
type Change = { seq: number; kind: "user" | "group" | "role" | "organization" | "list" | "all"; ref: number };

const most = 20_000;

/**
 * The people whose rights this process has read. Every request first learns the newest change number (in the statement that reads its
 * session) and hands it in; what changed since is dropped before anybody is answered, so a change acts on the next request.
 */
class Viewers {
  private readonly known = new Map<number, Known>();
  private seq = -1;
  private catchingUp: Promise<void> | null = null;

  /** The person's rights as of change number `newest` or later; null when there is no such person. */
  async get(userId: number, newest: number): Promise<(Known & { seq: number }) | null> {
    while (this.seq < newest) await inTime((this.catchingUp ??= apart(() => this.catchUp()).finally(() => (this.catchingUp = null))));
    const moment = now().getTime();
    const known = this.known.get(userId);
    if (known && moment < known.access.until) return { ...known, seq: this.seq };
    const seq = this.seq;
    const facts = await loadFacts(pool(), userId);
    if (!facts) return null;
    const fresh = { facts, access: compileAccess(facts, moment) };
    if (seq === this.seq) this.remember(userId, fresh);
    return { ...fresh, seq };
  }

  private remember(userId: number, fresh: Known) {
    this.known.delete(userId);
    if (this.known.size >= most) this.known.delete(this.known.keys().next().value!);
    this.known.set(userId, fresh);
  }

  private async catchUp(): Promise<void> {
    const [first] = this.seq < 0 ? await rows<{ seq: number }>(pool(), sql`SELECT seq FROM access_clock`) : [];
    if (first) {
      this.seq = first.seq;
      return;
    }
    const changes = await rows<Change>(pool(), sql`SELECT seq, kind, ref FROM access_changes WHERE seq > ${this.seq} ORDER BY seq`);
    const last = changes.at(-1);
    const isWhole = last !== undefined && changes.length === last.seq - this.seq;
    if (isWhole) changes.forEach((change) => this.drop(change));
    else this.known.clear();
    this.seq = last?.seq ?? (await rows<{ seq: number }>(pool(), sql`SELECT seq FROM access_clock`))[0]!.seq;
  }

  private drop({ kind, ref }: Change) {
    if (kind === "all") this.known.clear();
    else if (kind === "user") this.known.delete(ref);
    else if (kind === "group" || kind === "role") {
      const isTouched = ({ memberships, grants }: ViewerFacts) =>
        kind === "group" ? memberships.some(({ groupId }) => groupId === ref) : grants.some(({ role }) => role.id === ref);
      for (const [userId, { facts }] of this.known) if (isTouched(facts)) this.known.delete(userId);
    }
  }

  /** Forgets everybody; for measurements. */
  forget() {
    this.known.clear();
  }

  /** How many people are remembered; for measurements. */
  get size() {
    return this.known.size;
  }
}

const holder = globalThis as typeof globalThis & { porticoViewers?: Viewers };

/** This process's one memory of rights. */
export const viewers = () => (holder.porticoViewers ??= new Viewers());

/** Where a person acts from, for the log; their open session; and what a token of theirs is narrowed to. */
export type Origin = Partial<Pick<Viewer, "via" | "ip" | "device" | "narrowedTo" | "session" | "provedAt">>;

/**
 * The person as a viewer with rights as of change number `newest`; null when they may not act at all (no such person, not active,
 * expired, or an organization above them deactivated).
 */
export async function viewerOf(userId: number, newest: number, origin: Origin = {}): Promise<Viewer | null> {
  const known = await viewers().get(userId, newest);
  if (!known || !isLetIn(known.facts, now().getTime())) return null;
  const { via = null, ip = null, device = null, narrowedTo = null, session, provedAt } = origin;
  const access = narrowedTo ? narrowAccess(known.access, narrowedTo) : known.access;
  return { ...known, access, via, ip, device, narrowedTo, ...(session === undefined ? {} : { session }), ...(provedAt === undefined ? {} : { provedAt }) };
}
