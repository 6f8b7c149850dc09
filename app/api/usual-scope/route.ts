import { usualScopeOf } from "@/lib/domain/grants/choices";
import { holderInput } from "@/lib/domain/grants/schema";
import { questionRoute } from "@/lib/web/question";

/** What a grant to whoever was chosen would usually cover, as the signed-in person may know it. */
export const POST = questionRoute(holderInput, usualScopeOf);
