"use server";

import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantForm, giveGrantForm, revokeGrantInput } from "@/lib/domain/grants/schema";
import { faultsOfNewWindow } from "@/lib/domain/grants/window";
import { serverAction } from "@/lib/web/server-action";

export const giveGrantAction = serverAction(giveGrantForm, giveGrant, { previewed: true, also: faultsOfNewWindow });
export const changeGrantAction = serverAction(changeGrantForm, changeGrant, { previewed: true });
export const revokeGrantAction = serverAction(revokeGrantInput, revokeGrant, { previewed: true });
