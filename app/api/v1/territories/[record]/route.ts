import { recordRoute } from "../../noun";
import { territories } from "../../nouns";

export const GET = recordRoute(territories);

export { patchRoute as PATCH, removeRoute as DELETE } from "../calls";
