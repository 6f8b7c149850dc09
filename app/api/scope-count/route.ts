import { describeCoverage } from "@/lib/domain/grants/described";
import { coverageInput } from "@/lib/domain/grants/schema";
import { questionRoute } from "@/lib/web/question";

/** What the grant in an editor would cover, as the signed-in person may know it. */
export const POST = questionRoute(coverageInput, describeCoverage);
