export { reactivateRoute as POST } from "../../calls";
