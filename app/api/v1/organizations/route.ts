import { listRoute } from "../noun";
import { organizations } from "../nouns";

export const GET = listRoute(organizations);

export { createRoute as POST } from "./calls";
