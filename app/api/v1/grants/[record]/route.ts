import { recordRoute } from "../../noun";
import { grants } from "../../nouns";

export const GET = recordRoute(grants);

export { patchRoute as PATCH, revokeRoute as DELETE } from "../calls";
