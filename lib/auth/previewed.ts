import "server-only";

export { previewed } from "../domain/access/preview/preview";
