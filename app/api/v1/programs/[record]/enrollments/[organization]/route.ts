export { endRoute as DELETE } from "../../../calls";
