import { findPicture } from "@/lib/domain/account/picture";
import { imageRoute } from "@/lib/web/image";

type Params = { userId: string; address: string };

/** A person's picture, for whoever may see the person. */
export const GET = imageRoute<Params>(async (viewer, { userId, address }) => {
  const id = Number(userId);
  return Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 && /^[\w-]{1,64}$/.test(address) ? findPicture(viewer, { userId: id, address }) : null;
});
