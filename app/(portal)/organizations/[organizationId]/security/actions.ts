"use server";

import { removePolicy, setPolicy } from "@/lib/domain/settings/commands";
import { removePolicyInput, setPolicyInput } from "@/lib/domain/settings/schema";
import { serverAction } from "@/lib/web/server-action";

export const setPolicyAction = serverAction(setPolicyInput, setPolicy, { stepUp: true });
export const removePolicyAction = serverAction(removePolicyInput, removePolicy, { stepUp: true });
