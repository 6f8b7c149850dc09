import "server-only";
import sharp from "sharp";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { mostPicturePixels } from "../shared/picture-size";
import { uncounted } from "../shared/request-time";
import { inTurn } from "./costly";
import { pictureFault } from "./picture-kind";

/** The square of a picture that is kept, in pixels of the picture as it stands upright. */
export type Square = { left: number; top: number; size: number };

const side = 256;
const mostWaiting = 24;

sharp.concurrency(1);
sharp.cache(false);

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** One picture at a time: twenty at once take longer, not more memory and not every processor. */
async function oneByOne<Value>(work: () => Promise<Value>): Promise<Value> {
  if (waiting >= mostWaiting) throw new Problem("too-many", t("Many pictures are being worked on. Try again in a minute."));
  waiting++;
  const turn = uncounted(() => last).then(() => inTurn(work));
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting--;
  }
}

const unreadable = (fault = t("This picture cannot be read. Save it again as a JPEG or PNG, or choose another.")) =>
  new Problem("invalid", fault, { fields: { file: fault } });

/**
 * Makes a small square WebP of a JPEG, PNG or WebP. What the file calls itself counts for nothing: its bytes do. Nothing but pixels is
 * kept, so neither place nor camera nor anything hidden in the file gets through. Throws `invalid` for `file` with what would be right.
 */
export async function toPicture(bytes: Buffer, square: Square | null): Promise<Buffer> {
  const fault = pictureFault(bytes);
  if (fault) throw unreadable(fault);
  return oneByOne(async () => {
    const { width, height } = await measured(bytes);
    const part = square ? within(square, { width, height }) : middleOf({ width, height });
    try {
      return await open(bytes)
        .autoOrient()
        .extract({ left: part.left, top: part.top, width: part.size, height: part.size })
        .resize(side, side, { fit: "cover" })
        .timeout({ seconds: 10 })
        .webp({ quality: 82 })
        .toBuffer();
    } catch {
      throw unreadable();
    }
  });
}

const open = (bytes: Buffer, limitInputPixels: number | false = mostPicturePixels) => sharp(bytes, { limitInputPixels, failOn: "error", sequentialRead: true, pages: 1, animated: false });

async function measured(bytes: Buffer): Promise<{ width: number; height: number }> {
  // Only its head is read here, so however large it says it is, and the person is told which bound it crosses.
  const found = await open(bytes, false).metadata().catch(() => null);
  if (!found?.width || !found.height) throw unreadable();
  const { width, height, pages = 1, autoOrient } = found;
  if (width * height > mostPicturePixels) throw unreadable(t("Use a picture of at most 40 megapixels."));
  if (pages > 1) throw unreadable(t("Use a picture that does not move."));
  return { width: autoOrient.width, height: autoOrient.height };
}

const middleOf = ({ width, height }: { width: number; height: number }): Square => {
  const size = Math.min(width, height);
  return { left: Math.floor((width - size) / 2), top: Math.floor((height - size) / 2), size };
};

/** The square inside the picture, however it was asked for. */
function within({ left, top, size }: Square, { width, height }: { width: number; height: number }): Square {
  const kept = Math.max(1, Math.min(size, width, height));
  return { left: Math.min(left, width - kept), top: Math.min(top, height - kept), size: kept };
}
