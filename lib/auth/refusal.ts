import "server-only";

export { recordRefusal as reportRefusal } from "../domain/activity/refusal";
