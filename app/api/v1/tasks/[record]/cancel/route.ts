export { cancelRoute as POST } from "../../calls";
