export { restoreRoute as POST } from "../../calls";
