import { listRoute } from "../noun";
import { users } from "../nouns";

export const GET = listRoute(users);

export { createRoute as POST } from "./calls";
