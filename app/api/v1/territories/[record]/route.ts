import { recordRoute } from "../../noun";
import { territories } from "../../nouns";

export const GET = recordRoute(territories);
