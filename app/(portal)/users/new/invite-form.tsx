"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { Panel } from "@/components/ui/panel";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { paths } from "@/lib/shared/paths";
import { inviteUserAction } from "../actions";
import { DrivingFields } from "../driving-fields";
import { InvitationLink, linkOf } from "../invitation-link";
import { AccessFields, type AccessChoices } from "./access-fields";

type Props = { home: Option; mayChooseHome: boolean; mayAddToGroups: boolean; access: AccessChoices };
type Invited = { id: number; name: string; link: string };

function invitedBy(value: unknown): Invited | null {
  const link = linkOf(value);
  return link === null ? null : { ...(value as Omit<Invited, "link">), link };
}

/** The form; after success the one-time link in its place, shown this once. */
export function InviteForm({ home, mayChooseHome, mayAddToGroups, access }: Props) {
  const [homeId, setHomeId] = useState(home.value);
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) return <HandOver invited={invited} onMore={() => setInvited(null)} />;
  return (
    <ActionForm action={inviteUserAction} kind="create" submit="Add user" pending="Adding" cancelHref={paths.users()} onSuccess={(value) => setInvited(invitedBy(value))}>
      <Field name="name" label="Name" required>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      <Field name="email" label="Email" required help="The person signs in with it.">
        <TextInput type="email" autoComplete="off" maxLength={200} />
      </Field>
      {mayChooseHome ? (
        <Field name="organizationId" label="Home" required help="The partner they belong to. Nothing they are ever given reaches outside it.">
          <Combobox fetchUrl="/api/lookup/organizations?for=invite" defaultValue={home} onValueChange={(chosen) => setHomeId(chosen?.value ?? home.value)} />
        </Field>
      ) : (
        <>
          <Facts facts={[{ label: "Home", value: home.label }]} />
          <input type="hidden" name="organizationId" value={home.value} />
        </>
      )}
      <Field name="phone" label="Phone" optional>
        <TextInput type="tel" autoComplete="off" maxLength={60} />
      </Field>
      <DrivingFields />
      <Entry />
      {mayAddToGroups && (
        <Field name="groups" label="Groups" optional help="What these groups give, the person holds from the first sign-in on.">
          <Combobox multiple name="groups[]" fetchUrl="/api/lookup/groups?for=members" placeholder="Find groups" />
        </Field>
      )}
      {(access.give || access.addToGroups) && <AccessFields key={homeId} may={access} homeId={homeId} />}
    </ActionForm>
  );
}

const ways: Option[] = [
  { value: "link", label: "By an invitation link", hint: "You hand over a link that works once. The person sets the password." },
  { value: "password", label: "With a password now", hint: "The account is active at once. Tell the password in person." },
];

function Entry() {
  const [way, setWay] = useState("link");
  return (
    <>
      <Field name="entry" label="How the person gets in" group>
        <RadioGroup options={ways} value={way} onValueChange={setWay} />
      </Field>
      {way === "password" && (
        <Field name="password" label="Password" required help="At least 15 characters. A few words in a row are easy to remember.">
          <TextInput type="password" autoComplete="new-password" maxLength={256} />
        </Field>
      )}
    </>
  );
}

function HandOver({ invited: { id, name, link }, onMore }: { invited: Invited; onMore: () => void }) {
  return (
    <Panel title={`${name} is invited`} sentence="Hand this link to the person.">
      <div className="flex max-w-[640px] flex-col gap-4">
        <InvitationLink path={link} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={onMore}>Invite another</Button>
          <ButtonLink href={paths.user(id)} look="primary">
            Open {name}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
