"use client";

import { useState } from "react";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import { InvitationLink, linkOf } from "../invitation-link";
import { renewInvitationAction } from "../actions";

/** Makes a fresh one-time link and shows it once. */
export function RenewButton({ userId, name, outbox }: { userId: number; name: string; outbox: string | null }) {
  const [link, setLink] = useState<string | null>(null);
  return (
    <>
      <ConfirmButton
        label={t("New invitation link")}
        title={t("Make a new link for {name}?", { name })}
        sentence={t("The earlier link stops working. The new one is mailed to the person, shown to you once, and good for seven days.")}
        confirm={t("Make a new link")}
        pending={t("Making")}
        look="primary"
        action={renewInvitationAction}
        values={{ userId }}
        onSuccess={(value) => setLink(linkOf(value))}
      />
      {link && (
        <Dialog title={t("Invitation link for {name}", { name })} open onOpenChange={(isOpen) => !isOpen && setLink(null)}>
          <InvitationLink path={link} outbox={outbox} />
        </Dialog>
      )}
    </>
  );
}
