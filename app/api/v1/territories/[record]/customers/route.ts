export { assignCustomersRoute as POST } from "../../calls";
