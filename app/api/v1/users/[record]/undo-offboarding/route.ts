export { undoOffboardRoute as POST } from "../../calls";
