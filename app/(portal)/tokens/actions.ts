"use server";

import { createOwnToken, revokeOwnToken, revokeToken } from "@/lib/domain/tokens/commands";
import { createTokenInput, tokenInput } from "@/lib/domain/tokens/schema";
import { faultsOfTokenEnd } from "@/lib/domain/tokens/last-day";
import { serverAction } from "@/lib/web/server-action";

export const createOwnTokenAction = serverAction(createTokenInput, createOwnToken, { stepUp: true, also: faultsOfTokenEnd });
export const revokeOwnTokenAction = serverAction(tokenInput, revokeOwnToken);
export const revokeTokenAction = serverAction(tokenInput, revokeToken);
