import { tryDeactivation } from "@/lib/domain/users/bulk";
import { usersInput } from "@/lib/domain/users/schema";
import { questionRoute } from "@/lib/web/question";

/** What deactivating the selected people would do, and who would stay in. */
export const POST = questionRoute(usersInput, tryDeactivation);
