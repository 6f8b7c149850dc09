"use client";

import { Toast } from "@base-ui/react/toast";
import { useSyncExternalStore } from "react";
import { t } from "@/lib/shared/language/text";
import { CloseMark } from "./marks";
import { popupClass } from "./popup";

const manager = Toast.createToastManager();

/** Says that something was done. Errors stand in the form instead. An `undo` runs when its button is pressed. */
export function showToast(message: string, undo?: { label: string; run: () => void }) {
  manager.add({
    title: message,
    timeout: undo ? 30_000 : 6000,
    ...(undo && { actionProps: { children: undo.label, onClick: undo.run } }),
  });
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      role="group"
      aria-modal={undefined}
      className={`${popupClass} border-control transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0`}
    >
      <Toast.Content className="flex items-center gap-3 py-2 pe-2 ps-3.5">
        <Toast.Title className="min-w-0 flex-1 text-sm font-[560]" />
        <Toast.Action className="link min-h-7 px-1 text-sm" />
        <Toast.Close
          aria-label={t("Dismiss")}
          aria-hidden={undefined}
          className="grid size-7 flex-none place-items-center rounded-md text-ink-2 hover:bg-sunken"
        >
          <CloseMark />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

const never = () => () => undefined;

/** Where toasts appear; once, in the root layout. It is the browser's alone: no page arrives with a toast. */
export function ToastRegion() {
  const isInBrowser = useSyncExternalStore(never, () => true, () => false);
  if (!isInBrowser) return null;
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="no-print fixed end-3 bottom-3 z-[60] flex w-[min(380px,calc(100vw-24px))] flex-col gap-2">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
