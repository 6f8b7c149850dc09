import "server-only";
import { placeOf } from "../../platform/db/keyset";

/** Sort orders by a moment; all others are by text. */
const byTime = new Set(["created", "updated", "given", "signedIn", "from"]);

/** True for a cursor that a page of a list in this order hands out. */
export const isPlaceIn = (sort: string, after: string): boolean => placeOf({ after, before: null, sort }, byTime.has(sort)) !== null;
