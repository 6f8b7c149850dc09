export { removeRoute as DELETE } from "../../../calls";
