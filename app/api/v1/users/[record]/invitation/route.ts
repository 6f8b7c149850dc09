export { invitationRoute as POST } from "../../calls";
