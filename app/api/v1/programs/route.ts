import { listRoute } from "../noun";
import { programs } from "../nouns";

export const GET = listRoute(programs);

export { createRoute as POST } from "./calls";
