export { withdrawRoute as POST } from "../../calls";
