export { guardrailRoute as PATCH } from "../../calls";
