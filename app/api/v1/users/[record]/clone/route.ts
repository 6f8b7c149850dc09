export { cloneRoute as POST } from "../../calls";
