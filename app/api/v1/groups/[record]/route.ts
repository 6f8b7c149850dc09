import { recordRoute } from "../../noun";
import { groups } from "../../nouns";

export const GET = recordRoute(groups);

export { patchRoute as PATCH } from "../calls";
