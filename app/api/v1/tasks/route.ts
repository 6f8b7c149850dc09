import { listRoute } from "../noun";
import { tasks } from "../nouns";

export const GET = listRoute(tasks);

export { createRoute as POST } from "./calls";
