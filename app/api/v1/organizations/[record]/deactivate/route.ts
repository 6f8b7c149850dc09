export { deactivateRoute as POST } from "../../calls";
