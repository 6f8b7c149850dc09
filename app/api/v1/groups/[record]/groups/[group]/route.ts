export { unnestRoute as DELETE } from "../../../calls";
