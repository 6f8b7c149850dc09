"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { SignedOutDialog } from "@/components/form/signed-out-dialog";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** So long before a session ends it is spoken of; nothing is asked of the portal in a page's first moments. */
const [warning, first] = [120_000, 180_000];

type State = { kind: "quiet" } | { kind: "ending"; minutes: number; isFixed: boolean } | { kind: "over" };

const moment = () => Date.now();
const quiet: State = { kind: "quiet" };

/** Milliseconds until the session ends, `over`, or null while the portal does not answer. POST counts as using it. */
async function askTime(method: "GET" | "POST"): Promise<number | "over" | null> {
  const answer = await fetch(paths.ownSession(), { method }).catch(() => null);
  if (answer?.status === 401) return "over";
  return answer?.ok ? ((await answer.json()) as { endsIn: number }).endsIn : null;
}

function stateAt(left: number | "over", method: "GET" | "POST"): State {
  if (left === "over") return { kind: "over" };
  return left > warning ? quiet : { kind: "ending", minutes: Math.max(1, Math.round(left / 60_000)), isFixed: method === "POST" };
}

/** When to ask next: at the warning, or just after the end. A timer holds no more than 24 days. */
const nextAfter = (left: number | null) => Math.min(left === null ? 60_000 : left > warning ? left - warning : left + 1_000, 2_000_000_000);

/** Asks the portal, now and whenever something could have changed, how long the session goes on. */
function useSession() {
  const [state, setState] = useState<State>(quiet);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askedAt = useRef(0);
  const look = async (method: "GET" | "POST" = "GET") => {
    askedAt.current = moment();
    const left = await askTime(method);
    if (left !== null) setState(stateAt(left, method));
    if (left !== "over") plan(nextAfter(left));
  };
  const plan = (wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void look(), wait);
  };
  const begin = useEffectEvent(() => plan(first));
  // Timers sleep with the computer, so whoever comes back to the page is told at once.
  const onReturn = useEffectEvent(() => {
    if (document.visibilityState === "visible" && moment() - askedAt.current > 60_000) void look();
  });
  useEffect(() => {
    askedAt.current = moment();
    begin();
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, []);
  return { state, look, hush: () => setState(quiet) };
}

/** Says before a session ends for want of use, so that it can go on; and when it is over, so that nobody types in vain. */
export function SessionWatch() {
  const { state, look, hush } = useSession();
  if (state.kind === "quiet") return null;
  if (state.kind === "over") return <SignedOutDialog onBack={() => void look()} onCancel={hush} />;
  const { minutes, isFixed } = state;
  const close = isFixed ? hush : () => void look("POST");
  return (
    <Dialog
      open
      title={isFixed ? t("Your session ends soon") : t("Are you still there?")}
      sentence={
        isFixed
          ? t("It has lasted as long as a session may. In {minutes, plural, one {a minute} other {# minutes}} you sign in anew; save before what you are working on.", { minutes })
          : t("Nothing happened here for a while. In {minutes, plural, one {a minute} other {# minutes}} you are signed out.", { minutes })
      }
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <div className="flex justify-end">
        <Button look="primary" onClick={close}>
          {isFixed ? t("Understood") : t("Stay signed in")}
        </Button>
      </div>
    </Dialog>
  );
}
