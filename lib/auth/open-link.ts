import "server-only";
import { findLink, type OpenLink } from "../domain/links/one-time-link";

export { wasLinkOf } from "../domain/links/one-time-link";

/** The link to choose a new password behind this token; null when it is not good. */
export const openResetLink = (token: string): Promise<OpenLink | null> => findLink(token, "reset-password");

/** The link "this was not me" behind this token; null when it is not good. */
export const openDenyLink = (token: string): Promise<OpenLink | null> => findLink(token, "not-me");
