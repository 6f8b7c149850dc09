"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { Panel } from "@/components/ui/panel";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { inviteUserAction } from "../actions";
import { DrivingFields } from "../driving-fields";
import { InvitationLink, linkOf } from "../invitation-link";
import { AccessFields, type AccessChoices } from "./access-fields";
import { GroupsField, HomeField, TimeFields } from "./home-field";

export type InviteChoices = { home: Option; mayChooseHome: boolean; mayAddToGroups: boolean; access: AccessChoices; outbox: string | null };
type Invited = { id: number; name: string; link: string };

function invitedBy(value: unknown): Invited | null {
  const link = linkOf(value);
  return link === null ? null : { ...(value as Omit<Invited, "link">), link };
}

/** The form; after success the one-time link in its place, shown this once. */
export function InviteForm({ home, mayChooseHome, mayAddToGroups, access, outbox }: InviteChoices) {
  const [homeId, setHomeId] = useState(home.value);
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) return <HandOver invited={invited} outbox={outbox} onMore={() => setInvited(null)} />;
  return (
    <ActionForm action={inviteUserAction} kind="create" submit={t("Add user")} pending={t("Adding")} cancelHref={paths.users()} onSuccess={(value) => setInvited(invitedBy(value))}>
      <Field name="name" label={t("Name")} required>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      <Field name="email" label={t("Email")} required help={t("The person signs in with it.")}>
        <TextInput type="email" autoComplete="off" maxLength={200} />
      </Field>
      <HomeField home={home} mayChoose={mayChooseHome} onHome={setHomeId} />
      <Field name="phone" label={t("Phone")} optional>
        <TextInput type="tel" autoComplete="off" maxLength={60} />
      </Field>
      <DrivingFields />
      <Entry />
      {mayAddToGroups && <GroupsField />}
      {(access.give || access.addToGroups) && <AccessFields key={homeId} may={access} homeId={homeId} />}
      {(mayAddToGroups || access.give || access.addToGroups) && <TimeFields />}
    </ActionForm>
  );
}

const ways = (): Option[] => [
  { value: "link", label: t("By an invitation link"), hint: t("The person is mailed a link that works once, and sets the password. You are shown the link as well.") },
  { value: "password", label: t("With a password now"), hint: t("The account is active at once. Tell the password in person.") },
];

function Entry() {
  const [way, setWay] = useState("link");
  return (
    <>
      <Field name="entry" label={t("How the person gets in")} group>
        <RadioGroup options={ways()} value={way} onValueChange={setWay} />
      </Field>
      {way === "password" && (
        <Field name="password" label={t("Password")} required help={t("At least 15 characters. A few words in a row are easy to remember.")}>
          <TextInput type="password" autoComplete="new-password" maxLength={256} />
        </Field>
      )}
    </>
  );
}

function HandOver({ invited: { id, name, link }, outbox, onMore }: { invited: Invited; outbox: string | null; onMore: () => void }) {
  return (
    <Panel title={t("{name} is invited", { name })}>
      <div className="flex max-w-[640px] flex-col gap-4">
        <InvitationLink path={link} outbox={outbox} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={onMore}>{t("Invite another")}</Button>
          <ButtonLink href={paths.user(id)} look="primary">
            {t("Open {name}", { name })}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
