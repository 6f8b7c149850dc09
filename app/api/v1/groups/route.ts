import { listRoute } from "../noun";
import { groups } from "../nouns";

export const GET = listRoute(groups);

export { createRoute as POST } from "./calls";
