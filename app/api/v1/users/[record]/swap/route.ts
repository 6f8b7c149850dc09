export { swapRoute as POST } from "../../calls";
