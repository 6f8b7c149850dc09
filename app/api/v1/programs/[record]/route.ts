import { recordRoute } from "../../noun";
import { programs } from "../../nouns";

export const GET = recordRoute(programs);

export { patchRoute as PATCH } from "../calls";
