export { completeRoute as POST } from "../../calls";
