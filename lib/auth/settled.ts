import "server-only";

export { settledAt } from "../domain/activity/merge";
