import "server-only";

export { findInvitation as openInvitation } from "../domain/invitations/queries";
