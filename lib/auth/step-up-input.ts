import { z } from "zod";
import { orSay } from "../shared/language/text";

export const passwordProofInput = z.strictObject({ password: z.string().min(1, orSay("Enter your password.")).max(1000) });
