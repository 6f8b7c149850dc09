import { policyEffect } from "@/lib/domain/settings/queries";
import { policyEffectInput } from "@/lib/domain/settings/schema";
import { questionRoute } from "@/lib/web/question";

/** Whom the rule in an editor would touch. */
export const POST = questionRoute(policyEffectInput, policyEffect);
