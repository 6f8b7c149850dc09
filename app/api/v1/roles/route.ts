import { listRoute } from "../noun";
import { roles } from "../nouns";

export const GET = listRoute(roles);

export { createRoute as POST } from "./calls";
