/** The most that a picture may hold: a file of a few bytes can say that it is larger than any memory. */
export const mostPicturePixels = 40_000_000;

/** The longest stretch before a JPEG says its size: cameras put a small picture and a colour profile first. */
export const pictureHead = 512 * 1024;

type Size = { width: number; height: number };

const letters = (view: DataView, at: number, count: number) =>
  Array.from({ length: Math.max(0, Math.min(count, view.byteLength - at)) }, (_, place) => String.fromCharCode(view.getUint8(at + place))).join("");

const of24 = (view: DataView, at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);

const webpSizes: Record<string, (view: DataView) => Size> = {
  "VP8X": (view) => ({ width: of24(view, 24) + 1, height: of24(view, 27) + 1 }),
  "VP8L": (view) => ({ width: (view.getUint32(21, true) & 0x3fff) + 1, height: ((view.getUint32(21, true) >> 14) & 0x3fff) + 1 }),
  "VP8 ": (view) => ({ width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }),
};

/** Marks of a JPEG that are followed by its size: all that begin a frame. */
const isFrame = (mark: number) => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const mark = view.getUint8(at + 1);
    if (mark === 0xff) at += 1;
    else if (isFrame(mark)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** How large a JPEG, PNG or WebP says it is, from its first bytes; null for what is none or does not say so. Nothing is decoded. */
export function pictureSize(bytes: ArrayBuffer): Size | null {
  const view = new DataView(bytes);
  if (view.byteLength < 30) return null;
  if (letters(view, 1, 3) === "PNG") return { width: view.getUint32(16), height: view.getUint32(20) };
  if (letters(view, 0, 4) === "RIFF") return webpSizes[letters(view, 12, 4)]?.(view) ?? null;
  return view.getUint16(0) === 0xffd8 ? jpegSize(view) : null;
}
