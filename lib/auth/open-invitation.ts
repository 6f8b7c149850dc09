import "server-only";

export { findInvitation as openInvitation } from "../domain/invitations/queries";
export { isFirstLink } from "../domain/owner/first-administrator";
