"use client";

import { useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Deactivated, StaysIn } from "@/lib/domain/users/bulk";
import { t } from "@/lib/shared/language/text";
import { deactivateUsersAction } from "./actions";

type Tried = { state: "asking" | "failed" } | { state: "known"; would: Deactivated };

async function ask(ids: readonly string[]): Promise<Tried> {
  try {
    const response = await fetch("/api/deactivation-check", { method: "POST", body: JSON.stringify({ users: ids }), headers: { "content-type": "application/json" } });
    return response.ok ? { state: "known", would: (await response.json()) as Deactivated } : { state: "failed" };
  } catch {
    return { state: "failed" };
  }
}

type Props = { selection: Selection; onStaysIn: (staysIn: StaysIn[]) => void };

/** Deactivates the selected people: first tried without doing it, so that who would stay in is told before. */
export function DeactivateSelected({ selection: { ids, clear }, onStaysIn }: Props) {
  const [tried, setTried] = useState<Tried>({ state: "asking" });
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setTried({ state: "asking" });
    setOpen(true);
    void ask(ids).then(setTried);
  };
  const done = (value: unknown) => {
    onStaysIn((value as Deactivated).staysIn);
    clear();
  };
  const goes = tried.state === "known" ? tried.would.done : ids.length;
  return (
    <>
      <Button onClick={open}>{t("Deactivate {users, plural, one {# user} other {# users}}", { users: ids.length })}</Button>
      <ConfirmDialog
        title={t("Deactivate {users, plural, one {# user} other {# users}}?", { users: ids.length })}
        sentence={t("Their sessions and tokens end at once. They can be brought back, with the access that is still valid.")}
        confirm={t("Deactivate {users, plural, one {# user} other {# users}}", { users: goes })}
        pending={t("Deactivating")}
        action={deactivateUsersAction}
        values={{ "users[]": ids }}
        open={isOpen}
        onOpenChange={setOpen}
        onSuccess={done}
      >
        <div role="status" className="flex flex-col gap-2 text-sm">
          {tried.state === "asking" && <p className="text-ink-2">{t("Trying it without doing it …")}</p>}
          {tried.state === "failed" && <p className="text-ink-2">{t("What would happen cannot be said at the moment.")}</p>}
          {tried.state === "known" && <Would {...tried.would} />}
        </div>
      </ConfirmDialog>
    </>
  );
}

const Would = ({ done, already, sessions, tokens, staysIn }: Deactivated) => (
  <>
    <p>
      {t("{people, plural, one {# person} other {# people}} would be out, with {sessions, plural, one {# session} other {# sessions}} and {tokens, plural, one {# token} other {# tokens}}.", { people: done, sessions, tokens })}
      {already > 0 && <> {t("{already, plural, one {# is} other {# are}} deactivated already.", { already })}</>}
    </p>
    {staysIn.length > 0 && <StayIn title={t("{people, plural, one {# person} other {# people}} would stay in", { people: staysIn.length })} staysIn={staysIn} />}
  </>
);

const mostShown = 5;

/** Who stays in, and why. */
export function StayIn({ title, staysIn }: { title: string; staysIn: readonly StaysIn[] }) {
  return (
    <Notice tone="caution" title={title} announce>
      <ul className="mt-0.5 list-disc ps-5">
        {staysIn.slice(0, mostShown).map(({ id, name, reason }) => (
          <li key={id}>
            {name && <b className="font-[560]">{name}: </b>}
            {reason}
          </li>
        ))}
        {staysIn.length > mostShown && <li>{t("and {count} more", { count: staysIn.length - mostShown })}</li>}
      </ul>
    </Notice>
  );
}
