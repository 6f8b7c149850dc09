import { recordRoute } from "../../noun";
import { roles } from "../../nouns";

export const GET = recordRoute(roles);

export { patchRoute as PATCH } from "../calls";
