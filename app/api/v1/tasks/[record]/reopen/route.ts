export { reopenRoute as POST } from "../../calls";
