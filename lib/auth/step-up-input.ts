import { z } from "zod";

export const passwordProofInput = z.strictObject({ password: z.string().min(1, "Enter your password.").max(1000) });
