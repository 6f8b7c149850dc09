export { offerRoute as POST } from "../../calls";
