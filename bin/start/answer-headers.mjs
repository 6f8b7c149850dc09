// What every answer says to browsers, and the nonce by which a page's own scripts are known. Next reads it from the request's policy.
import { randomBytes } from "node:crypto";

const always = Object.entries({
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
});

// Said where the portal is reached over TLS: a browser that came so once never comes otherwise again.
if (process.env.PORTAL_URL?.startsWith("https:")) always.push(["Strict-Transport-Security", "max-age=31536000"]);

const noPage = /^\/(api\/|healthz|readyz|languages\/|_next\/static|_next\/image|icon\.svg|favicon\.ico)/;

/** Pixels that people brought: nothing in them may ever run. */
const picture = /^\/(api\/)?pictures\//;

const policyWith = (nonce) =>
  "default-src 'self'; " +
  `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; ` +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** Sets the headers of an answer before anybody works on it. A policy that came with the request is not believed. */
export function setAnswerHeaders(request, response) {
  for (const [name, value] of always) response.setHeader(name, value);
  delete request.headers["content-security-policy"];
  delete request.headers["content-security-policy-report-only"];
  delete request.headers["x-portico-path"];
  delete request.headers["x-portico-asked"];
  if (picture.test(request.url)) return response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
  if (noPage.test(request.url)) return response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
  const policy = policyWith(randomBytes(16).toString("base64"));
  request.headers["content-security-policy"] = policy;
  request.headers["x-portico-path"] = request.url.split("?", 1)[0]; // for the log of refused pages, which Next does not tell their path
  request.headers["x-portico-asked"] = request.url.replace(/([?&])_rsc=[^&]*(&|$)/, (_, before, after) => (after ? before : "")); // where signing in anew leads back to
  response.setHeader("Content-Security-Policy", policy);
}
