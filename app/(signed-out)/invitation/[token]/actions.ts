"use server";

import { acceptFirstLink, acceptFirstLinkInput } from "@/lib/auth/accept-first-link";
import { acceptInvitation, acceptInvitationInput } from "@/lib/auth/accept-invitation";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const acceptInvitationAction = signedOutAction(acceptInvitationInput, acceptInvitation);
export const acceptFirstLinkAction = signedOutAction(acceptFirstLinkInput, acceptFirstLink);
