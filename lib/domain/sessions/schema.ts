import { z } from "zod";
import { recordId } from "../../shared/fields";

export const sessionInput = z.strictObject({ sessionId: recordId });
export const othersInput = z.strictObject({});
export const endSessionsInput = z.strictObject({ userId: recordId });
