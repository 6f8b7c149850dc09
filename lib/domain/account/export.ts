import "server-only";
import sql from "sql-template-tag";
import { authorizeSelf, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rows, type Queryable } from "../../platform/db/connect";
import { change, read } from "../access/change";
import { personAccess } from "../access/held-access";
import { recordActivity } from "../activity/record";
import { ownDeedsAfter } from "./history";
import { getOwnProfile } from "./queries";
import { selfOf } from "./saving";
import { settingsOf } from "./settings";

const bytes = new TextEncoder();

/**
 * A copy of everything that the portal keeps about oneself, as JSON piece by piece: never a secret, nor names of what one may not see.
 * Taking it stands in the log.
 */
export async function exportOwnAccount(viewer: Viewer): Promise<AsyncGenerator<Uint8Array>> {
  authorizeSelf(viewer);
  await change(viewer, (tx, viewer) => recordActivity(tx, viewer, { ...selfOf(viewer), action: "users.export-own" }));
  const head = await headOf(viewer);
  return pieces(viewer, head);
}

async function headOf(viewer: Viewer) {
  const profile = await getOwnProfile(viewer);
  const settings = await settingsOf(viewer);
  return read(viewer, async (on) => ({
    takenAt: now(),
    profile,
    settings,
    memberships: await membershipsOf(on, viewer),
    access: await personAccess(on, viewer, viewer.facts),
    secondFactors: await factorsOf(on, viewer),
    providers: await providersOf(on, viewer),
    knownBrowsers: await browsersOf(on, viewer),
    sessions: await sessionsOf(on, viewer),
    tokens: await tokensOf(on, viewer),
    tasks: await tasksOf(on, viewer),
    comments: await commentsOf(on, viewer),
    picturesKept: settings.picture === null ? 0 : 1,
  }));
}

async function* pieces(viewer: Viewer, head: object): AsyncGenerator<Uint8Array> {
  const text = JSON.stringify(head, null, 2);
  yield bytes.encode(`${text.slice(0, text.lastIndexOf("}")).trimEnd()},\n  "activity": [`);
  let [after, isFirst] = [0, true];
  for (;;) {
    const from = after;
    const deeds = await read(viewer, (on) => ownDeedsAfter(on, viewer, from));
    for (const deed of deeds) {
      yield bytes.encode(`${isFirst ? "" : ","}\n    ${JSON.stringify(deed)}`);
      isFirst = false;
    }
    if (deeds.length === 0) break;
    after = deeds.at(-1)!.id;
  }
  yield bytes.encode("\n  ]\n}\n");
}

const membershipsOf = (on: Queryable, { facts, access }: Viewer) =>
  rows(
    on,
    sql`SELECT CASE WHEN ${organizationFilter(scopesOf(access, "groups.list"), sql`g.organization_id`)} THEN g.name ELSE 'a group you may not see' END AS "group",
        m.valid_from AS "from", m.valid_until AS until
      FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = ${facts.userId} ORDER BY g.name, g.id`,
  );

/** By names and dates: neither the secret of an app nor a passkey's key, and of recovery codes only how many are left. */
async function factorsOf(on: Queryable, { facts }: Viewer) {
  const devices = await rows(
    on,
    sql`SELECT 'authenticator app' AS kind, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM totp_factors WHERE user_id = ${facts.userId} AND confirmed_at IS NOT NULL
      UNION ALL SELECT 'passkey', name, created_at, last_used_at FROM passkeys WHERE user_id = ${facts.userId} ORDER BY kind, "createdAt", name`,
  );
  const [codes] = await rows<{ left: number }>(on, sql`SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = ${facts.userId} AND used_at IS NULL`);
  return { devices, recoveryCodesLeft: codes!.left };
}

const providersOf = (on: Queryable, { facts }: Viewer) =>
  rows(on, sql`SELECT provider, linked_at AS "linkedAt" FROM identities WHERE user_id = ${facts.userId} ORDER BY linked_at, id`);

const browsersOf = (on: Queryable, { facts }: Viewer) =>
  rows(on, sql`SELECT device, created_at AS "firstSeenAt", last_seen_at AS "lastSeenAt" FROM known_devices WHERE user_id = ${facts.userId} ORDER BY created_at, id`);

const sessionsOf = (on: Queryable, { facts, session }: Viewer) =>
  rows(
    on,
    sql`SELECT ip, device, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", id IS NOT DISTINCT FROM ${session ?? null}::int AS "isThisOne"
      FROM sessions WHERE user_id = ${facts.userId} ORDER BY id`,
  );

const tokensOf = (on: Queryable, { facts }: Viewer) =>
  rows(
    on,
    sql`SELECT name, start AS "startsWith", CASE WHEN is_narrowed THEN permissions END AS permissions, created_at AS "createdAt", expires_at AS "expiresAt",
        last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
      FROM api_tokens WHERE user_id = ${facts.userId} ORDER BY id`,
  );

/** The tasks that one has, or had and did, with no name of whom or what they are about. */
const tasksOf = (on: Queryable, { facts }: Viewer) =>
  rows(
    on,
    sql`SELECT 'T-' || id AS key, title, description, status::text AS status, to_char(due_on, 'YYYY-MM-DD') AS "dueOn", created_at AS "givenAt", done_at AS "doneAt", onboarding_id IS NOT NULL AS "isFirstStep"
      FROM tasks WHERE assignee_id = ${facts.userId} ORDER BY id`,
  );

/** What one said about tasks: one's own words, and the number of the task. */
const commentsOf = (on: Queryable, { facts }: Viewer) =>
  rows(on, sql`SELECT 'T-' || task_id AS task, text, created_at AS at FROM task_comments WHERE author_id = ${facts.userId} ORDER BY id`);
