"use server";

import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput, giveGrantForm, revokeGrantInput } from "@/lib/domain/grants/schema";
import { serverAction } from "@/lib/web/server-action";

export const giveGrantAction = serverAction(giveGrantForm, giveGrant, { previewed: true });
export const changeGrantAction = serverAction(changeGrantInput, changeGrant, { previewed: true });
export const revokeGrantAction = serverAction(revokeGrantInput, revokeGrant, { previewed: true });
