import { listRoute } from "../noun";
import { territories } from "../nouns";

export const GET = listRoute(territories);

export { createRoute as POST } from "./calls";
