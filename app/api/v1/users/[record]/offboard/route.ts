export { offboardRoute as POST } from "../../calls";
