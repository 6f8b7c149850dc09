import type { Metadata } from "next";
import { Missing } from "@/components/frame/missing";
import { PlainFrame } from "@/components/frame/plain-frame";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PlainFrame>
      <Missing />
    </PlainFrame>
  );
}
