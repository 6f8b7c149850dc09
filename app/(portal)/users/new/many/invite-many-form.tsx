"use client";

import Link from "next/link";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Textarea } from "@/components/ui/textarea";
import type { InvitedMany } from "@/lib/domain/users/inviting-many";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { inviteManyAction } from "../../actions";
import { DrivingFields } from "../../driving-fields";
import { Mailed } from "../../invitation-link";
import { AccessFields } from "../access-fields";
import { GroupsField, HomeField, TimeFields } from "../home-field";
import type { InviteChoices } from "../invite-form";

const isOutcome = (value: unknown): value is InvitedMany => typeof value === "object" && value !== null && "invited" in value && "known" in value;

/** The form; after success what became of each address in its place. */
export function InviteManyForm({ home, mayChooseHome, mayAddToGroups, access, outbox }: InviteChoices) {
  const [homeId, setHomeId] = useState(home.value);
  const [outcome, setOutcome] = useState<InvitedMany | null>(null);
  if (outcome) return <Outcome outcome={outcome} outbox={outbox} onMore={() => setOutcome(null)} />;
  return (
    <ActionForm action={inviteManyAction} kind="create" submit={t("Invite")} pending={t("Inviting")} cancelHref={paths.users()} onSuccess={(value) => isOutcome(value) && setOutcome(value)}>
      <Field name="people" label={t("People")} required help={t("One a line, or with commas between: an address, or a name with the address like Mia Berg <mia@example.com>. Rows of a table with name and address can be pasted too.")}>
        <Textarea rows={8} maxLength={50_000} spellCheck={false} className="font-mono text-sm" />
      </Field>
      <HomeField home={home} mayChoose={mayChooseHome} onHome={setHomeId} />
      <DrivingFields />
      {mayAddToGroups && <GroupsField />}
      {(access.give || access.addToGroups) && <AccessFields key={homeId} may={access} homeId={homeId} />}
      {(mayAddToGroups || access.give || access.addToGroups) && <TimeFields />}
    </ActionForm>
  );
}

function Outcome({ outcome: { invited, again, known }, outbox, onMore }: { outcome: InvitedMany; outbox: string | null; onMore: () => void }) {
  const title = t("{count, plural, one {# person is} other {# people are}} invited", { count: invited.length });
  return (
    <Panel title={title}>
      <div className="flex max-w-[640px] flex-col gap-4">
        {invited.length + again.length > 0 && <Mailed outbox={outbox} many />}
        <People people={invited} />
        {again.length > 0 && (
          <section aria-label={t("Invited before")}>
            <p className="text-sm">{t("Invited before, and mailed a new link. Their home and access stay as they were:")}</p>
            <People people={again} />
          </section>
        )}
        {known.length > 0 && (
          <section aria-label={t("Known already")}>
            <p className="text-sm">{t("These addresses have an account already, which stays as it is:")}</p>
            <ul className="mt-1 list-disc ps-5 text-sm wrap-anywhere">
              {known.map((email) => (
                <li key={email}>{email}</li>
              ))}
            </ul>
          </section>
        )}
        <div className="flex flex-wrap gap-2">
          <Button onClick={onMore}>{t("Invite others")}</Button>
          <ButtonLink href={paths.users("?status=invited")} look="primary">
            {t("Open invitations")}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}

const People = ({ people }: { people: InvitedMany["invited"] }) => (
  <ul className="divide-y divide-line">
    {people.map(({ id, name, email }) => (
      <li key={id} className="flex flex-wrap gap-x-3 py-1.5 text-sm wrap-anywhere">
        <Link className="link font-[560]" href={paths.user(id)} prefetch={false}>
          {name}
        </Link>
        <span className="text-ink-2">{email}</span>
      </li>
    ))}
  </ul>
);
