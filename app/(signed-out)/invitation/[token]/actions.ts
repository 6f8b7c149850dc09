"use server";

import { acceptInvitation, acceptInvitationInput } from "@/lib/auth/accept-invitation";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const acceptInvitationAction = signedOutAction(acceptInvitationInput, acceptInvitation);
