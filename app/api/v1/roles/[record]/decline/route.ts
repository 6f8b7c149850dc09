export { declineRoute as POST } from "../../calls";
