import "server-only";

export { recordRefusal as reportRefusal } from "../domain/activity/refusal";
export { recordRefusedVisit as reportRefusedVisit } from "../domain/activity/refused-visit";
