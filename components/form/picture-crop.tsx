"use client";

import { useEffect, useRef, useState, type ChangeEvent, type PointerEvent } from "react";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { mostPicturePixels, pictureHead, pictureSize } from "@/lib/shared/picture-size";
import { useFormState } from "./form-state";

type Square = { left: number; top: number; size: number };
type Drag = { x: number; y: number; from: Square };

const side = 288;
const most = 5 * 1024 * 1024;

const clamp = (value: number, least: number, largest: number) => Math.round(Math.min(Math.max(value, least), largest));

/** The square inside the picture. */
const inside = ({ left, top, size }: Square, { width, height }: ImageBitmap): Square => ({
  left: clamp(left, 0, width - size),
  top: clamp(top, 0, height - size),
  size,
});

const largestOf = ({ width, height }: ImageBitmap) => Math.min(width, height);
const smallestOf = (picture: ImageBitmap) => Math.max(1, Math.round(largestOf(picture) / 8));

function middle(picture: ImageBitmap): Square {
  const size = largestOf(picture);
  return inside({ left: (picture.width - size) / 2, top: (picture.height - size) / 2, size }, picture);
}

/** Another size round the same middle. */
function resized({ left, top, size }: Square, to: number, picture: ImageBitmap): Square {
  const shift = (size - to) / 2;
  return inside({ left: left + shift, top: top + shift, size: to }, picture);
}

/** Told before the browser unpacks it: such a picture takes more memory than there may be. */
async function isTooLarge(file: File): Promise<boolean> {
  const size = pictureSize(await file.slice(0, pictureHead).arrayBuffer());
  return size !== null && size.width * size.height > mostPicturePixels;
}

function usePicture() {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [square, setSquare] = useState<Square>({ left: 0, top: 0, size: 1 });
  const [error, setError] = useState<string>();
  const choose = async (file: File | undefined) => {
    setPicture(null);
    setError(undefined);
    if (!file) return;
    if (file.size > most) return setError(t("Use a picture of at most 5 MB."));
    try {
      if (await isTooLarge(file)) return setError(t("Use a picture of at most 40 megapixels."));
      const read = await createImageBitmap(file);
      setPicture(read);
      setSquare(middle(read));
    } catch {
      setError(t("This picture cannot be read. Choose a JPEG, PNG or WebP."));
    }
  };
  return { picture, square, setSquare, error, choose };
}

/** Chooses a picture and the square of it to keep: dragged with the pointer, or moved and sized with the keys of three sliders. */
export function PictureCrop() {
  const { picture, square, setSquare, error, choose } = usePicture();
  const { noteChange } = useFormState();
  const onFile = (event: ChangeEvent<HTMLInputElement>) => {
    noteChange();
    void choose(event.target.files?.[0]);
  };
  return (
    <>
      <Field name="file" label={t("Picture")} required help={t("A JPEG, PNG or WebP of at most 5 MB and 40 megapixels. Only its pixels are kept.")} {...(error ? { error } : {})}>
        <TextInput type="file" accept="image/jpeg,image/png,image/webp" onChange={onFile} />
      </Field>
      {picture && (
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-1 text-sm font-[560]">{t("Part to keep")}</legend>
          <Cutout picture={picture} square={square} onMove={(to) => setSquare(inside(to, picture))} />
          <Slider label={t("Zoom")} least={0} largest={largestOf(picture) - smallestOf(picture)} value={largestOf(picture) - square.size} onChange={(value) => setSquare(resized(square, largestOf(picture) - value, picture))} />
          <Slider label={t("Left to right")} least={0} largest={picture.width - square.size} value={square.left} onChange={(left) => setSquare(inside({ ...square, left }, picture))} />
          <Slider label={t("Top to bottom")} least={0} largest={picture.height - square.size} value={square.top} onChange={(top) => setSquare(inside({ ...square, top }, picture))} />
          {Object.entries(square).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </fieldset>
      )}
    </>
  );
}

function Cutout({ picture, square, onMove }: { picture: ImageBitmap; square: Square; onMove: (to: Square) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag | null>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    pen.clearRect(0, 0, side, side);
    pen.drawImage(picture, square.left, square.top, square.size, square.size, 0, 0, side, side);
  }, [picture, square]);
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, from: square };
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drag.current) return;
    const { x, y, from } = drag.current;
    const scale = from.size / event.currentTarget.clientWidth;
    onMove({ ...from, left: from.left - (event.clientX - x) * scale, top: from.top - (event.clientY - y) * scale });
  };
  const end = () => {
    drag.current = null;
  };
  return (
    <canvas
      ref={canvas}
      width={side}
      height={side}
      role="img"
      aria-label={t("The part of the picture that is kept. Drag it, or use the sliders.")}
      className="w-full max-w-[288px] cursor-move touch-none rounded-full border border-line-2 bg-sunken"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

type SliderProps = { label: string; least: number; largest: number; value: number; onChange: (value: number) => void };

function Slider({ label, least, largest, value, onChange }: SliderProps) {
  const step = Math.max(1, Math.round((largest - least) / 50));
  return (
    <label className="flex max-w-[288px] flex-col gap-1 text-sm">
      {label}
      <input type="range" min={least} max={Math.max(least, largest)} step={step} value={value} disabled={largest <= least} onChange={(event) => onChange(event.target.valueAsNumber)} className="w-full accent-accent" />
    </label>
  );
}
