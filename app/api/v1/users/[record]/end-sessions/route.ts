export { endSessionsRoute as POST } from "../../calls";
