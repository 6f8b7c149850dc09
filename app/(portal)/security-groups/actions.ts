"use server";

import { updateSecurityGroupInput } from "@/lib/domain/groups/schema";
import { updateSecurityGroup } from "@/lib/domain/groups/updating";
import { serverAction } from "@/lib/web/server-action";

export const updateSecurityGroupAction = serverAction(updateSecurityGroupInput, updateSecurityGroup, { previewed: true });
