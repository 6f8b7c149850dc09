import { recordRoute } from "../../noun";
import { users } from "../../nouns";

export const GET = recordRoute(users);

export { patchRoute as PATCH } from "../calls";
