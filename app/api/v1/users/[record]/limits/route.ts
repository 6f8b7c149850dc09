export { limitsRoute as PATCH } from "../../calls";
