import "server-only";

export { findInvitation as openInvitation, wasInvitationOf } from "../domain/invitations/queries";
export { isFirstLink } from "../domain/owner/first-administrator";
