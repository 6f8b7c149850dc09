import { comments } from "../../../inside";
import { insideRoute } from "../../../noun";

export const GET = insideRoute(comments);

export { commentRoute as POST } from "../../calls";
