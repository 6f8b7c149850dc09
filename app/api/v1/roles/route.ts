import { listRoute } from "../noun";
import { roles } from "../nouns";

export const GET = listRoute(roles);
