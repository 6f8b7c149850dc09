import { recordRoute } from "../../noun";
import { grants } from "../../nouns";

export const GET = recordRoute(grants);
