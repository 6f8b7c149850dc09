export { archiveRoute as POST } from "../../calls";
