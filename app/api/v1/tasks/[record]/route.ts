import { recordRoute } from "../../noun";
import { tasks } from "../../nouns";

export const GET = recordRoute(tasks);

export { patchRoute as PATCH } from "../calls";
