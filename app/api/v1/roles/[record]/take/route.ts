export { takeRoute as POST } from "../../calls";
