"use client";

import { CopyField } from "@/components/ui/copy-field";

/** The path of a one-time link in a command's answer, if there is one. */
export const linkOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "link" in value && typeof value.link === "string" ? value.link : null;

/** A one-time link to hand over, with the address that this page was opened at. */
export function InvitationLink({ path }: { path: string }) {
  const link = new URL(path, window.location.origin).href;
  return <CopyField label="Invitation link" value={link} help="Whoever has it can set the password, so send it to nobody else. It works once, for seven days, and is not shown again." />;
}
