import { msg, t } from "../shared/language/text";

const startsWith = (bytes: Buffer, text: string, at = 0) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, "latin1"));

const notPicture = msg("Choose a JPEG, PNG or WebP picture.");
const moves = msg("Use a picture that does not move.");
const twoThings = msg("This file holds something else besides the picture. Save the picture again, or choose another.");

/** Beginnings of things that are read as programs or pages when a file is taken for one. */
const intruders = ["<script", "<html", "<!doctype", "<?php", "<svg", "%pdf-", "<iframe"].map((text) => Buffer.from(text, "latin1"));

const textAfter = 8;
const isText = (byte: number) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;

/** Four letters stand by chance in one of a hundred large photographs; with text behind them they do not. */
function holdsIntruder(bytes: Buffer): boolean {
  const folded = Buffer.from(bytes);
  for (let at = 0; at < folded.length; at++) {
    const byte = folded[at]!;
    if (byte >= 65 && byte <= 90) folded[at] = byte + 32;
  }
  return intruders.some((intruder) => {
    for (let at = folded.indexOf(intruder); at >= 0; at = folded.indexOf(intruder, at + 1)) {
      const end = at + intruder.length;
      if (folded.subarray(end, end + textAfter).every(isText)) return true;
    }
    return false;
  });
}

/** Where the picture ends in its file, by the kind's own marks; null when it never does. */
function endOf(bytes: Buffer): number | null {
  if (isPng(bytes)) return endOfPng(bytes);
  if (isWebp(bytes)) return 8 + bytes.readUInt32LE(4);
  const mark = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  return mark < 0 ? null : mark + 2;
}

const isPng = (bytes: Buffer) => startsWith(bytes, "\x89PNG\r\n\x1a\n");
const isWebp = (bytes: Buffer) => bytes.length > 16 && startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8);
const isJpeg = (bytes: Buffer) => startsWith(bytes, "\xff\xd8\xff");

function endOfPng(bytes: Buffer): number | null {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (startsWith(bytes, "IEND", at + 4)) return at + 12;
    at += 12 + size;
  }
  return null;
}

/** An animated PNG says so in a chunk before its first pixels. */
function isMovingPng(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (startsWith(bytes, "acTL", at + 4)) return true;
    if (startsWith(bytes, "IDAT", at + 4)) return false;
  }
  return false;
}

/** Why these bytes are not taken for a picture; null when they may be one. Whether it can be read is the decoder's to say. */
export function pictureFault(bytes: Buffer): string | null {
  if (!isPng(bytes) && !isWebp(bytes) && !isJpeg(bytes)) return t(notPicture);
  if (isPng(bytes) && isMovingPng(bytes)) return t(moves);
  const end = endOf(bytes);
  if (end === null || end > bytes.length) return t("This picture is not whole. Choose another.");
  // Cameras put a second picture behind the first; an archive there is no picture.
  if (bytes.subarray(end).includes(Buffer.from("PK\x03\x04", "latin1")) || holdsIntruder(bytes)) return t(twoThings);
  return null;
}
