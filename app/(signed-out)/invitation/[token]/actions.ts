"use server";

import { redirect } from "next/navigation";
import { acceptInvitation, acceptInvitationInput } from "@/lib/auth/accept-invitation";
import { signedOutAction } from "@/lib/web/signed-out-action";

// Leads on from here: by itself the page would be shown again first, which now finds its link used.
export const acceptInvitationAction = signedOutAction(acceptInvitationInput, async (input) => redirect((await acceptInvitation(input)).href));
