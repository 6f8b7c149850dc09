import { enrollments } from "../../../inside";
import { insideRoute } from "../../../noun";

export const GET = insideRoute(enrollments);

export { enrollRoute as POST } from "../../calls";
