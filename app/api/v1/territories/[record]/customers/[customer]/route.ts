export { unassignCustomerRoute as DELETE } from "../../../calls";
