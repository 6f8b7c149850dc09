import "server-only";

export { once, type Answer } from "../domain/idempotency/once";
