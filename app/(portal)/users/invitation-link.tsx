"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { CopyField } from "@/components/ui/copy-field";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";

/** The path of a one-time link in a command's answer, if there is one. */
export const linkOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "link" in value && typeof value.link === "string" ? value.link : null;

/** A one-time link that was mailed and may be handed over as well, with the address that this page was opened at. */
export function InvitationLink({ path, outbox }: { path: string; outbox: string | null }) {
  const link = new URL(path, window.location.origin).href;
  return (
    <div className="flex flex-col gap-3">
      <Mailed outbox={outbox} />
      <CopyField label={t("Invitation link")} value={link} help={t("Whoever has it can set the password, so send it to nobody else. It works once, for seven days, and is not shown again.")} />
    </div>
  );
}

/** Where the mail went: to the person, or into the outbox while no mail server is set. */
export function Mailed({ outbox, many = false }: { outbox: string | null; many?: boolean }) {
  if (outbox === null) {
    return <p className="text-sm text-ink-2">{many ? t("Each was mailed a link.") : t("The link was mailed to the person. You can also hand it over yourself.")}</p>;
  }
  const link = (text: ReactNode) => (
    <Link className="link" href={outbox} prefetch={false}>
      {text}
    </Link>
  );
  return (
    <p className="text-sm text-ink-2">
      {many
        ? rich("No mail server is set, so the mails wait in the <link>outbox</link>.", { link })
        : rich("No mail server is set, so the mail waits in the <link>outbox</link>.", { link })}
    </p>
  );
}
