"use client";

import { Failure } from "@/components/frame/failure";
import { PlainFrame } from "@/components/frame/plain-frame";

/** Something broke on our side, outside of the portal's frame. */
export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <PlainFrame>
      <Failure {...props} />
    </PlainFrame>
  );
}
