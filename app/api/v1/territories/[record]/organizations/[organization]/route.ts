export { unassignOrganizationRoute as DELETE } from "../../../calls";
