import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function cookiesAt(portalUrl: string) {
  for (const [name, value] of Object.entries({ PORTAL_URL: portalUrl, DATABASE_URL: "postgres://x:y@localhost/z", AUTH_SECRET: "x".repeat(40) })) vi.stubEnv(name, value);
  const { sessionCookie, partialCookie, challengeCookie, deviceCookie } = await import("./cookie");
  return [sessionCookie(), partialCookie(), challengeCookie(), deviceCookie()];
}

test("over TLS every cookie of signing in belongs to this host alone, is out of reach of scripts and of other sites' forms (B14)", async () => {
  for (const { name, options } of await cookiesAt("https://portal.example")) {
    expect(name).toMatch(/^__Host-portico\./);
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", secure: true, path: "/" });
    expect(options).not.toHaveProperty("domain");
  }
});

test("on a developer's machine the same without TLS", async () => {
  for (const { name, options } of await cookiesAt("http://localhost:3000")) expect({ name: name.startsWith("portico."), ...options }).toMatchObject({ name: true, httpOnly: true, sameSite: "lax", secure: false });
});
