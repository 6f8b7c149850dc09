import { members } from "../../../inside";
import { insideRoute } from "../../../noun";

export const GET = insideRoute(members);

export { addRoute as POST } from "../../calls";
