import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The headers of an answer from a portal that its people reach there. */
async function headersAt(portalUrl: string, path: string): Promise<Record<string, string>> {
  vi.stubEnv("PORTAL_URL", portalUrl);
  const { setAnswerHeaders } = await import("./answer-headers.mjs");
  const headers: Record<string, string> = {};
  setAnswerHeaders({ url: path, headers: {} }, { setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value) });
  return headers;
}

test.each(["/", "/customers", "/nowhere", "/api/v1/me", "/api/pictures/1/x", "/sign-in"])("%s is framed by nobody, sniffed by nobody and, over TLS, never comes otherwise again", async (path) => {
  const headers = await headersAt("https://portal.example", path);

  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin", "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/) as string });
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*'unsafe-/);
});

test("without TLS nothing is promised about it", async () => {
  expect((await headersAt("http://localhost:3000", "/"))["strict-transport-security"]).toBeUndefined();
});

test.each([
  ["/customers?search=harbour&_rsc=1x2y3", "/customers?search=harbour"],
  ["/customers?_rsc=1x2y3&search=harbour", "/customers?search=harbour"],
  ["/customers?_rsc=1x2y3", "/customers"],
  ["/customers", "/customers"],
])("of %s signing in anew leads back to %s, whatever the request said itself", async (url, asked) => {
  const { setAnswerHeaders } = await import("./answer-headers.mjs");
  const request = { url, headers: { "x-portico-asked": "/elsewhere" } };
  setAnswerHeaders(request, { setHeader: () => undefined });
  expect(request.headers["x-portico-asked"]).toBe(asked);
});
