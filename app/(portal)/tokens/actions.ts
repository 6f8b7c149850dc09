"use server";

import { createOwnToken, revokeOwnToken, revokeToken } from "@/lib/domain/tokens/commands";
import { createTokenInput, tokenInput } from "@/lib/domain/tokens/schema";
import { serverAction } from "@/lib/web/server-action";

export const createOwnTokenAction = serverAction(createTokenInput, createOwnToken, { stepUp: true });
export const revokeOwnTokenAction = serverAction(tokenInput, revokeOwnToken);
export const revokeTokenAction = serverAction(tokenInput, revokeToken);
