export { publishRoute as POST } from "../../calls";
