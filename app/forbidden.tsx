import type { Metadata } from "next";
import { PlainFrame } from "@/components/frame/plain-frame";
import { Refusal } from "@/components/frame/refusal";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
  return (
    <PlainFrame>
      <Refusal />
    </PlainFrame>
  );
}
