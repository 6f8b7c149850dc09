import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { pictureFault } from "./picture-kind";
import { toPicture } from "./picture";

const red = { create: { width: 300, height: 200, channels: 3, background: "#c00" } } as const;
const png = () => sharp(red).png().toBuffer();
const jpeg = () => sharp(red).jpeg().toBuffer();

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([size, body, check]);
}

/** A PNG that is tiny as a file and says it is this large. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(Math.ceil(width / 8 + 1) * Math.min(height, 2000));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

async function movingWebp(): Promise<Buffer> {
  const frames = await Promise.all(["#c00", "#0c0"].map((background) => sharp({ create: { width: 32, height: 32, channels: 4, background } }).png().toBuffer()));
  return sharp(frames, { join: { animated: true } }).webp({ delay: 100, loop: 0 }).toBuffer();
}

test("a JPEG, a PNG and a WebP become a small square WebP", async () => {
  for (const file of [await jpeg(), await png(), await sharp(red).webp().toBuffer()]) {
    const { format, width, height } = await sharp(await toPicture(file, null)).metadata();
    expect([format, width, height]).toEqual(["webp", 256, 256]);
  }
});

test("the square that was chosen is kept, and one outside the picture is moved into it", async () => {
  const halves = await sharp(red).composite([{ input: { create: { width: 150, height: 200, channels: 3, background: "#00c" } }, left: 0, top: 0 }]).png().toBuffer();
  const colourAt = async (square: { left: number; top: number; size: number }) => {
    const { data } = await sharp(await toPicture(halves, square)).raw().toBuffer({ resolveWithObject: true });
    return data[0]! > data[2]! ? "red" : "blue";
  };

  expect([await colourAt({ left: 0, top: 0, size: 100 }), await colourAt({ left: 190, top: 0, size: 100 }), await colourAt({ left: 5000, top: 9, size: 100 })]).toEqual(["blue", "red", "red"]);
});

test("it stands upright as the camera held it, and nothing but pixels is kept: no place, no camera, no colour profile", async () => {
  const gps = { IFD0: { Make: "Camera", Orientation: "6" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "60/1 23/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "5/1 19/1 0/1" } };
  const told = await sharp(red).withExif(gps).jpeg().toBuffer();
  expect((await sharp(told).metadata()).exif).toBeDefined();

  const made = await toPicture(told, { left: 0, top: 0, size: 200 });

  const { exif, icc, xmp, orientation } = await sharp(made).metadata();
  expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect(made.includes(Buffer.from("Camera"))).toBe(false);
});

test("a file is what its bytes are: a page, a program, a document, a vector and a moving picture are refused", async () => {
  const files: Record<string, Buffer | Promise<Buffer>> = {
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    html: Buffer.from("<!doctype html><script>alert(1)</script>"),
    pdf: Buffer.from("%PDF-1.7\n1 0 obj"),
    gif: sharp(red).gif().toBuffer(),
    tiff: sharp(red).tiff().toBuffer(),
    empty: Buffer.alloc(0),
    "a few bytes": Buffer.from([0xff, 0xd8, 0xff]),
    "moving webp": movingWebp(),
  };
  for (const [name, file] of Object.entries(files)) {
    await expect(toPicture(await file, null), name).rejects.toMatchObject({ code: "invalid", fields: { file: expect.any(String) as string } });
  }
});

test("a picture that is something else besides is refused: with an archive behind it, with a page inside it", async () => {
  const archive = Buffer.concat([await png(), Buffer.from("PK\x03\x04 rest of an archive", "latin1")]);
  const page = Buffer.concat([await jpeg(), Buffer.from("<HTML><script>alert(1)</script>")]);
  const withText = await sharp(red).withExif({ IFD0: { ImageDescription: "<script>alert(1)</script>" } }).jpeg().toBuffer();

  expect([archive, page, withText].map(pictureFault)).toEqual(Array(3).fill(expect.stringContaining("something else besides")));
  expect(pictureFault(Buffer.concat([await jpeg(), await jpeg()]))).toBeNull();
});

test("letters that stand in a photograph by chance are no page", async () => {
  const whole = await jpeg();
  const holding = (text: string) => {
    const comment = Buffer.from(text, "latin1");
    const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    return Buffer.concat([whole.subarray(0, 2), head, comment, whole.subarray(2)]);
  };
  expect(pictureFault(holding("<sVg\x91\x02\xa0\x1b\x80\xfe\x01\x99\x07"))).toBeNull();
  await expect(toPicture(holding("<sVg\x91\x02\xa0\x1b\x80\xfe\x01\x99\x07"), null)).resolves.toBeDefined();
  expect(pictureFault(holding("<svg\x91\x02<sVg onload=alert(1)>"))).toContain("something else besides");
});

test("a picture that is not whole is refused", async () => {
  for (const file of [await png(), await jpeg(), await sharp(red).webp().toBuffer()]) {
    await expect(toPicture(file.subarray(0, Math.floor(file.length / 2)), null)).rejects.toMatchObject({ code: "invalid" });
  }
});

test("a picture that would unfold to more than 40 megapixels is refused before it is unfolded", async () => {
  const file = bomb(50_000, 50_000);
  expect(file.length).toBeLessThan(100_000);

  await expect(toPicture(file, null)).rejects.toMatchObject({ code: "invalid", fields: { file: "Use a picture of at most 40 megapixels." } });
});

test("sixty hostile files are refused or become small pictures that hold nothing of what came, and take no memory to speak of (reliability.md, B36)", async () => {
  const marker = "portico-was-here-9f2c";
  const whole = [await png(), await jpeg(), await sharp(red).webp().toBuffer()];
  const cut = whole.flatMap((file) => [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => file.subarray(0, Math.floor(file.length * share))));
  const bombs = [[65_535, 65_535], [40_000, 2_000], [2_000, 40_000], [1_000_000, 100], [100, 1_000_000], [9_000, 9_000]].map(([width, height]) => bomb(width!, height!));
  const behind = whole.flatMap((file) => [`<script>${marker}</script>`, `PK\u0003\u0004${marker}`, `%PDF-1.7 ${marker}`, `<svg onload="${marker}">`].map((text) => Buffer.concat([file, Buffer.from(text, "latin1")])));
  const disguised = ["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "%PDF-1.7", "GIF89a", "BM", "MZ", "\u0000\u0000\u0001\u0000", "II*\u0000", "#!/bin/sh", "RIFF0000WEBP", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff"].map((text) => Buffer.from(text + marker, "latin1"));
  const files = [...cut, ...bombs, ...behind, ...disguised];
  const before = process.memoryUsage.rss();

  let [refused, most] = [0, 0];
  for (const file of files) {
    const made = await toPicture(file, null).catch((error: unknown) => {
      expect(error).toMatchObject({ code: "invalid" });
      return null;
    });
    if (made === null) refused++;
    expect(made?.includes(marker) ?? false).toBe(false);
    most = Math.max(most, process.memoryUsage.rss() - before);
  }

  expect(files.length).toBeGreaterThanOrEqual(60);
  expect(refused).toBeGreaterThan(50);
  expect(most).toBeLessThan(200 * 1024 * 1024);
});

test("twenty at once are all made, one after another; when too many wait, one is told to come again", async () => {
  const file = await jpeg();

  const made = await Promise.all(Array.from({ length: 20 }, () => toPicture(file, null)));
  expect(made.every((picture) => picture.length > 0)).toBe(true);
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => toPicture(file, null)));
  expect(new Set(outcomes.filter(({ status }) => status === "rejected").map((refused) => ((refused as PromiseRejectedResult).reason as { code: string }).code))).toEqual(new Set(["too-many"]));
});
