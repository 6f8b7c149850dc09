"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";

const isPlainPress = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** The address a press on a link would lead to on this site, when it would leave the page in this tab. */
function leavingTo({ target }: MouseEvent): string | null {
  const link =
    target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]:not([target=_blank], [download])") : null;
  if (!link) return null;
  const url = new URL(link.href);
  const isSamePage = url.pathname === location.pathname && url.search === location.search;
  return url.origin !== location.origin || isSamePage ? null : url.pathname + url.search + url.hash;
}

/** Asks before unsaved changes are left behind, by link, by reload or by closing the tab. */
export function LeaveGuard() {
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: MouseEvent) => {
      const href = isPlainPress(event) ? leavingTo(event) : null;
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(href);
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", ask, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", ask, { capture: true });
    };
  }, []);
  const leave = () => {
    if (target !== null) router.push(target);
    setTarget(null);
  };
  return (
    <Dialog
      title={t("Leave without saving?")}
      sentence={t("What you changed on this page will be lost.")}
      open={target !== null}
      onOpenChange={(isOpen) => !isOpen && setTarget(null)}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={leave}>{t("Leave")}</Button>
        <Button look="primary" onClick={() => setTarget(null)}>
          {t("Stay and go on")}
        </Button>
      </div>
    </Dialog>
  );
}
