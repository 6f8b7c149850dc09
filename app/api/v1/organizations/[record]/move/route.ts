export { moveRoute as POST } from "../../calls";
