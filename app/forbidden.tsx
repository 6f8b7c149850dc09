import type { Metadata } from "next";
import { PlainFrame } from "@/components/frame/plain-frame";
import { Refusal } from "@/components/frame/refusal";
import { t } from "@/lib/shared/language/text";

export const generateMetadata = (): Metadata => ({ title: t("Not allowed") });

export default function Forbidden() {
  return (
    <PlainFrame>
      <Refusal />
    </PlainFrame>
  );
}
