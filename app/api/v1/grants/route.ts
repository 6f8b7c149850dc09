import { listRoute } from "../noun";
import { grants } from "../nouns";

export const GET = listRoute(grants);

export { createRoute as POST } from "./calls";
