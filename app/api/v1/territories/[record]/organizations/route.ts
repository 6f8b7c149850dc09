export { assignOrganizationsRoute as POST } from "../../calls";
