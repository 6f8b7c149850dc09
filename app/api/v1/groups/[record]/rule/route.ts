export { ruleRoute as PATCH } from "../../calls";
