"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/shared/language/text";

/** Ends the looking, and then loads the portal anew: nothing of what was seen may stay in the browser. */
export function StopViewing({ stop }: { stop: () => Promise<string> }) {
  const [isStopping, setStopping] = useState(false);
  const leave = async () => {
    setStopping(true);
    window.location.assign(await stop());
  };
  return (
    <Button size="small" onClick={() => void leave()} aria-busy={isStopping || undefined}>
      {isStopping ? t("Stopping") : t("Stop viewing")}
    </Button>
  );
}
