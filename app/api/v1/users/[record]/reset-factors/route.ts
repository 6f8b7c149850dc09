export { resetFactorsRoute as POST } from "../../calls";
