import { createHash, randomBytes } from "node:crypto";

/** Secrets are kept as hashes: whoever reads the table can sign in as nobody. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("base64url");

/** A new secret of 256 random bits, as text for a cookie or a link. */
export const newToken = () => randomBytes(32).toString("base64url");

/** A new API token: what it is can be told from its beginning, also by programs that look for leaked secrets. */
export const newApiToken = () => `ptc_${newToken()}`;

/** As much of a token as may be shown, to tell it from others. */
export const startOf = (token: string) => token.slice(0, 8);
