import { Problem } from "@/lib/shared/errors";
import { route } from "@/lib/web/rest/route";

const nothingHere = route(async () => {
  throw new Problem("not-found", "There is nothing at this address.");
});

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
