export { nestRoute as POST } from "../../calls";
