import { recordRoute } from "../../noun";
import { organizations } from "../../nouns";

export const GET = recordRoute(organizations);

export { patchRoute as PATCH } from "../calls";
