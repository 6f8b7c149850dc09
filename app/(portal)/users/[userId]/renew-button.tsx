"use client";

import { useState } from "react";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { InvitationLink, linkOf } from "../invitation-link";
import { renewInvitationAction } from "../actions";

/** Makes a fresh one-time link and shows it once. */
export function RenewButton({ userId, name, outbox }: { userId: number; name: string; outbox: string | null }) {
  const [link, setLink] = useState<string | null>(null);
  return (
    <>
      <ConfirmButton
        label="New invitation link"
        title={`Make a new link for ${name}?`}
        sentence="The earlier link stops working. The new one is mailed to the person, shown to you once, and good for seven days."
        confirm="Make a new link"
        pending="Making"
        look="primary"
        action={renewInvitationAction}
        values={{ userId }}
        onSuccess={(value) => setLink(linkOf(value))}
      />
      {link && (
        <Dialog title={`Invitation link for ${name}`} open onOpenChange={(isOpen) => !isOpen && setLink(null)}>
          <InvitationLink path={link} outbox={outbox} />
        </Dialog>
      )}
    </>
  );
}
