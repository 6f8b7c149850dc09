import { tellAccess as tell } from "../../domain/activity/access-digest";
import type { Task } from "../task";

export const tellAccess: Task<"tell-access"> = (changes) => tell(changes);
