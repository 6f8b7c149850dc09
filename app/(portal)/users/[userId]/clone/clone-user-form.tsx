"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { CloneScopeFields } from "../../../clone-scope-fields";
import { cloneUserAction } from "../../actions";
import { InvitationLink, linkOf } from "../../invitation-link";

type Props = {
  user: { id: number; name: string; organizationId: number; organizationName: string };
  may: { seeAccess: boolean; customers: boolean; groups: boolean; chooseHome: boolean };
  outbox: string | null;
};
type Cloned = { id: number; name: string; link: string };

/** The form; after success the one-time link in its place, shown this once. */
export function CloneUserForm({ user, may, outbox }: Props) {
  const [cloned, setCloned] = useState<Cloned | null>(null);
  if (cloned) return <HandOver cloned={cloned} outbox={outbox} />;
  const keep = (value: unknown) => {
    const link = linkOf(value);
    if (link !== null) setCloned({ ...(value as Omit<Cloned, "link">), link });
  };
  return (
    <ActionForm action={cloneUserAction} submit={t("Clone user")} pending={t("Cloning")} cancelHref={paths.user(user.id)} onSuccess={keep}>
      <input type="hidden" name="userId" value={user.id} />
      <Field name="name" label={t("Name of the new person")} required>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      <Field name="email" label={t("Email")} required help={t("The person signs in with it.")}>
        <TextInput type="email" autoComplete="off" maxLength={200} />
      </Field>
      {may.chooseHome && (
        <Field name="organizationId" label={t("Home")} required help={t("Nothing the person is ever given reaches outside it.")}>
          <Combobox fetchUrl="/api/lookup/organizations?for=clone-user" defaultValue={{ value: String(user.organizationId), label: user.organizationName }} />
        </Field>
      )}
      <h2 className="mt-2 text-base font-[620]">{t("What is taken from {user}", { user: user.name })}</h2>
      {may.seeAccess && <CloneScopeFields label={t("Permissions")} help={t("What was given to the person directly, at its level.")} mayScopeToCustomers={may.customers} />}
      {may.groups && <Checkbox name="memberships" label={t("Groups")} help={t("The teams and security groups that the person was put into. Rules find the new person by themselves.")} defaultChecked />}
      <Checkbox name="expiry" label={t("Times")} help={t("From when until when access and memberships count, and the account's last day.")} defaultChecked />
      <Checkbox name="settings" label={t("Settings")} help={t("Job role, region and the read-only cap.")} defaultChecked />
    </ActionForm>
  );
}

const HandOver = ({ cloned: { id, name, link }, outbox }: { cloned: Cloned; outbox: string | null }) => (
  <Panel title={t("{name} is invited", { name })}>
    <div className="flex max-w-[640px] flex-col gap-4">
      <InvitationLink path={link} outbox={outbox} />
      <div>
        <ButtonLink href={paths.user(id)} look="primary">
          {t("Open {name}", { name })}
        </ButtonLink>
      </div>
    </div>
  </Panel>
);
