import { proposeSecurityGroup } from "@/lib/domain/groups/proposal";
import { proposalInput } from "@/lib/domain/groups/schema";
import { questionRoute } from "@/lib/web/question";

/** Which security group a scope would lead to: one that is there, or the name of a new one. */
export const POST = questionRoute(proposalInput, async (viewer, input) => ({ proposal: await proposeSecurityGroup(viewer, input) }));
