import sharp from "sharp";
import { expect, test } from "vitest";
import { pictureSize } from "./picture-size";

const made = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#0f5f6b" } });
const own = ({ buffer, byteOffset, byteLength }: Buffer) => buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;

test.each([
  ["a PNG", () => made(801, 603).png()],
  ["a JPEG", () => made(801, 603).jpeg()],
  ["a progressive JPEG of a camera", () => made(801, 603).withExif({ IFD0: { Make: "Camera" } }).jpeg({ progressive: true })],
  ["a WebP", () => made(801, 603).webp()],
  ["a WebP without loss", () => made(801, 603).webp({ lossless: true })],
  ["a WebP with more in it", () => made(801, 603).withExif({ IFD0: { Make: "Camera" } }).webp()],
])("%s says how large it is", async (_kind, picture) => {
  expect(pictureSize(own(await picture().toBuffer()))).toEqual({ width: 801, height: 603 });
});

test("what is no picture, or breaks off before it says so, has no size", async () => {
  const jpeg = await made(801, 603).jpeg().toBuffer();

  expect(pictureSize(own(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")))).toBeNull();
  expect(pictureSize(own(Buffer.from([])))).toBeNull();
  expect(pictureSize(own(jpeg.subarray(0, 40)))).toBeNull();
});
