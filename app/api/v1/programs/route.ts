import { listRoute } from "../noun";
import { programs } from "../nouns";

export const GET = listRoute(programs);
