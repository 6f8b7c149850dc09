import type { Metadata } from "next";
import { Missing } from "@/components/frame/missing";
import { PlainFrame } from "@/components/frame/plain-frame";
import { t } from "@/lib/shared/language/text";

export const generateMetadata = (): Metadata => ({ title: t("Not found") });

export default function NotFound() {
  return (
    <PlainFrame>
      <Missing />
    </PlainFrame>
  );
}
