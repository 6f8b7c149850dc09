export { rollBackRoute as POST } from "../../calls";
