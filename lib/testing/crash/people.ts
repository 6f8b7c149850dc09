import { hashPassword } from "@/lib/platform/password";
import { hashToken, newToken } from "@/lib/platform/token";
import { fieldsOf, visit } from "../form-post";
import { onDatabase, type Stand } from "./stand";

export const standPassword = "four plain words and more";

/** People of the stand's one organization who sign in with `standPassword`: person-0@example.com and so on. Answers their ids. */
export async function withPeople({ databaseUrl }: Stand, amount: number): Promise<number[]> {
  const hash = await hashPassword(standPassword);
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO users (email, name, organization_id, status, password_hash, updated_at)
       SELECT 'person-' || n || '@example.com', 'Person ' || n, (SELECT id FROM organizations WHERE parent_id IS NULL), 'active', $1, now() FROM generate_series(0, $2::int - 1) n RETURNING id`,
      [hash, amount],
    );
    return rows.map(({ id }) => id);
  });
}

/** Gives somebody everything of the organization by these permissions. */
export const grantAll = ({ databaseUrl }: Stand, userId: number, permissions: readonly string[]) =>
  onDatabase(databaseUrl, async (client) => {
    const key = newToken();
    await client.query(`INSERT INTO roles (key, name, organization_id, permissions, updated_at) SELECT $1, $1, id, $2, now() FROM organizations WHERE parent_id IS NULL`, [key, permissions]);
    await client.query(`INSERT INTO grants (key, user_id, role_id, scope_kind, level, updated_at) SELECT $1, $2, id, 'everything', 'write', now() FROM roles WHERE key = $1`, [key, userId]);
  });

/** A token and a session of a person. */
export const keysOf = ({ databaseUrl }: Stand, userId: number) =>
  onDatabase(databaseUrl, async (client) => {
    const [token, session] = [newToken(), newToken()];
    await client.query("INSERT INTO api_tokens (token_hash, name, user_id) VALUES ($1, 'test', $2)", [hashToken(token), userId]);
    await client.query(
      "INSERT INTO sessions (user_id, token_hash, created_at, last_seen_at, proved_at, expires_at) VALUES ($1, $2, now(), now(), now(), now() + interval '1 day')",
      [userId, hashToken(session)],
    );
    return { token, cookie: `portico.session=${session}` };
  });

/** Sends fields as a browser without scripts would, with further headers and a file if need be. */
export type Send = (changes: Record<string, string | File>, headers?: Record<string, string>) => Promise<Response>;

/** A form that is sent many times: its fields are read once, as whoever has the cookie. */
export async function formOf(url: string, path: string, field: string, cookie = ""): Promise<Send> {
  const fields = fieldsOf(await (await visit({ url, cookie }, path)).text(), field);
  if (!fields) throw new Error(`There is no form with ${field} at ${path}.`);
  return (changes, headers = {}) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const [name, value] of Object.entries(changes)) body.set(name, value);
    return fetch(url + path, { method: "POST", body, headers: { Origin: url, Cookie: cookie, ...headers }, redirect: "manual" });
  };
}

/** The cookies that an answer sets, as a browser sends them back. */
export const cookiesIn = (answer: Response) => answer.headers.getSetCookie().map((each) => each.split(";")[0]!).filter((each) => !each.endsWith("=")).join("; ");

export const isSignedIn = (answer: Response) => /portico\.session=[^;]{20}/.test(answer.headers.getSetCookie().join("\n"));
