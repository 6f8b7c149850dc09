import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useBrowser } from "@/lib/testing/browser";
import * as build from "@/lib/testing/build";
import { ForgingProvider, keyedBy, serialized, signedBy, type Draft, type Forgery } from "@/lib/testing/forging-provider";

const forger = new ForgingProvider();

vi.mock("next/headers", async () => import("@/lib/testing/browser"));
vi.mock("../platform/env", async (original) => {
  const real = await original<{ env: () => object }>();
  return { ...real, env: () => ({ ...real.env(), OIDC_PROVIDERS: [forger.setting] }) };
});

beforeAll(() => forger.start());
afterAll(() => forger.stop());

const portal = "http://localhost:3000";
type Jar = Map<string, string>;

/** One request of a browser to Auth.js; its cookies are kept. */
async function ask(jar: Jar, path: string, form?: Record<string, string>): Promise<Response> {
  const { handlers } = await import("./auth");
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = new NextRequest(portal + path, form ? { method: "POST", body: new URLSearchParams(form).toString(), headers: { cookie, origin: portal, "content-type": "application/x-www-form-urlencoded" } } : { headers: { cookie } });
  const answer = await (form ? handlers.POST(request) : handlers.GET(request));
  for (const set of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
    if (value) jar.set(name!, value);
    else jar.delete(name!);
  }
  return answer;
}

type Entry = { forgery?: Forgery; state?: (state: string) => string; nonce?: string; jar?: (jar: Jar) => Jar };

/** Somebody with an account goes to the provider and comes back with what it, or whoever stands between, made of it. Answers whether they are in, and whether the account was linked. */
async function enter({ forgery, state = (text) => text, nonce, jar: changed = (jar) => jar }: Entry): Promise<{ isIn: boolean; linked: number }> {
  useBrowser();
  const person = await build.user(await build.organization());
  const jar: Jar = new Map();
  const { csrfToken } = (await (await ask(jar, "/api/auth/csrf")).json()) as { csrfToken: string };
  const asked = new URL((await ask(jar, "/api/auth/signin/forger", { csrfToken })).headers.get("location")!);
  Object.assign(forger, { forgery: forgery ?? null, who: { sub: randomUUID(), email: person.email }, nonce: nonce ?? asked.searchParams.get("nonce") });
  await ask(changed(jar), `/api/auth/callback/forger?${new URLSearchParams({ code: "code", state: state(asked.searchParams.get("state")!) }).toString()}`);
  return { isIn: (await build.owner().session.count({ where: { userId: person.id } })) > 0, linked: await build.owner().identity.count({ where: { userId: person.id } }) };
}

test("what the provider signed, for this portal and this browser, leads in and is linked", async () => {
  expect(await enter({})).toEqual({ isIn: true, linked: 1 });
});

const claim = (more: Record<string, unknown>): Forgery => (draft) => ({ ...draft, claims: { ...draft.claims, ...more } });
const header = (more: Record<string, unknown>): Forgery => (draft) => ({ ...draft, header: { ...draft.header, ...more } });
const unsigned = (alg: string): Forgery => (draft) => ({ ...draft, header: { alg, typ: "JWT" }, sign: () => "" });
const part = (at: number, change: (text: string) => string): Forgery => (draft) => serialized(draft).split(".").map((text, index) => (index === at ? change(text) : text)).join(".");
const seconds = () => Math.floor(Date.now() / 1000);
/** The claims of one token with the signature of another. */
const swapped = (more: Record<string, unknown>): Forgery => (draft: Draft) => {
  const right = serialized(draft).split(".");
  const other = serialized({ ...draft, claims: { ...draft.claims, ...more } }).split(".");
  return `${other[0]}.${other[1]}.${right[2]}`;
};

const forged: Record<string, Entry> = {
  ...Object.fromEntries(["none", "None", "NONE", "nOnE", ""].map((alg) => [`unsigned, alg ${JSON.stringify(alg)}`, { forgery: unsigned(alg) }])),
  "signed by another key": { forgery: (draft, { foreign }) => ({ ...draft, sign: signedBy(foreign) }) },
  "signed by another key that names itself": { forgery: (draft, { foreign }) => ({ ...draft, header: { ...draft.header, kid: "foreign" }, sign: signedBy(foreign) }) },
  "signed by a key that comes along": { forgery: (draft, { foreign }) => ({ ...draft, header: { ...draft.header, jwk: { kty: "RSA", n: "AQAB", e: "AQAB" } }, sign: signedBy(foreign) }) },
  "signed by a key from elsewhere": { forgery: (draft, { foreign }) => ({ ...draft, header: { ...draft.header, jku: "http://127.0.0.1:9/jwks" }, sign: signedBy(foreign) }) },
  "HS256 with the public key as secret": { forgery: (draft, { publicPem }) => ({ ...draft, header: { ...draft.header, alg: "HS256" }, sign: keyedBy(publicPem) }) },
  "HS256 with the client's secret": { forgery: (draft) => ({ ...draft, header: { ...draft.header, alg: "HS256" }, sign: keyedBy("tests-only") }) },
  "HS256 without a secret": { forgery: (draft) => ({ ...draft, header: { ...draft.header, alg: "HS256" }, sign: keyedBy("") }) },
  "another algorithm than was said": { forgery: header({ alg: "RS512" }) },
  "PS256 by name alone": { forgery: header({ alg: "PS256" }) },
  "ES256 by name alone": { forgery: header({ alg: "ES256" }) },
  "the key's name unknown": { forgery: header({ kid: "nobody" }) },
  "a header that must be understood": { forgery: header({ crit: ["portico"], portico: true }) },
  "claims of another with this signature": { forgery: swapped({ sub: "somebody else" }) },
  "the address changed under the signature": { forgery: swapped({ email: "ingrid@nordnet.example" }) },
  "signature cut short": { forgery: part(2, (text) => text.slice(0, -8)) },
  "signature turned": { forgery: part(2, (text) => [...text].reverse().join("")) },
  "signature left out": { forgery: part(2, () => "") },
  "claims cut short": { forgery: part(1, (text) => text.slice(0, -8)) },
  "no header": { forgery: part(0, () => "") },
  "two parts": { forgery: (draft) => serialized(draft).split(".").slice(0, 2).join(".") },
  "four parts": { forgery: (draft) => `${serialized(draft)}.more` },
  "no token": { forgery: () => "" },
  "no JSON": { forgery: () => "e30.bm90IGpzb24.e30" },
  "for another portal": { forgery: claim({ aud: "another" }) },
  "for several, spoken for by another": { forgery: claim({ aud: ["portico", "another"], azp: "another" }) },
  "for nobody": { forgery: claim({ aud: undefined }) },
  "of another issuer": { forgery: claim({ iss: "https://login.acme.example" }) },
  "of the issuer with a slash": { forgery: (draft) => ({ ...draft, claims: { ...draft.claims, iss: `${String(draft.claims.iss)}/` } }) },
  "of no issuer": { forgery: claim({ iss: undefined }) },
  "over": { forgery: (draft) => ({ ...draft, claims: { ...draft.claims, iat: seconds() - 7200, exp: seconds() - 3600 } }) },
  "without an end": { forgery: claim({ exp: undefined }) },
  "with an end in words": { forgery: claim({ exp: "tomorrow" }) },
  "not yet begun": { forgery: (draft) => ({ ...draft, claims: { ...draft.claims, nbf: seconds() + 3600 } }) },
  "of another nonce": { nonce: "another nonce" },
  "without a nonce": { forgery: claim({ nonce: undefined }) },
  "without a subject": { forgery: claim({ sub: undefined }) },
  "with an empty subject": { forgery: claim({ sub: "" }) },
  "with a state of another": { state: () => "another" },
  "with a state cut short": { state: (text) => text.slice(0, -4) },
  "in a browser that asked for nothing": { jar: () => new Map() },
  "in a browser without the code's other half": { jar: (jar) => new Map([...jar].filter(([name]) => !name.includes("pkce"))) },
  "in a browser whose nonce is gone": { jar: (jar) => new Map([...jar].filter(([name]) => !name.includes("nonce"))) },
  "a token of before": { forgery: () => forger.last },
};

test(`of ${Object.keys(forged).length} forged answers none leads in or links an account (reliability.md, B11)`, async () => {
  expect(Object.keys(forged).length).toBeGreaterThanOrEqual(40);
  expect(await enter({}), "the right one does").toEqual({ isIn: true, linked: 1 });
  const accepted: string[] = [];
  for (const [name, entry] of Object.entries(forged)) {
    const { isIn, linked } = await enter(entry);
    if (isIn || linked > 0) accepted.push(name);
  }
  expect(accepted).toEqual([]);
});
