"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Option } from "@/components/ui/option";
import { Panel } from "@/components/ui/panel";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { createOrganizationAction } from "../actions";
import { InvitationLink } from "../../users/invitation-link";
import { ProfileFields, type Suggestions } from "../profile-fields";

type Props = { parent: Option; roles: Option[]; usualRole: string; /** Where alone the roles can be given; empty when anywhere. */ territories: string[]; lackedForUsual: string[]; suggestions: Suggestions; mayAssign: boolean; outbox: string | null };
type Created = { id: number; invitation: string };

const isCreated = (value: unknown): value is Created => typeof value === "object" && value !== null && "invitation" in value;
const noRole = (): Option => ({ value: "", label: t("No access yet"), hint: t("The person can sign in, and finds nothing until somebody gives access.") });
const nothing = { name: "", key: "", partnerType: "", region: "", tier: "", billingMode: "postpaid" as const, territory: null };

/** The form; after success the one-time link in its place, shown this once. */
export function CreateOrganizationForm({ parent, roles, usualRole, territories, lackedForUsual, suggestions, mayAssign, outbox }: Props) {
  const router = useRouter();
  const [created, setCreated] = useState<Created | null>(null);
  if (created) return <HandOver created={created} outbox={outbox} onAnother={() => setCreated(null)} />;
  return (
    <ActionForm
      action={createOrganizationAction}
      kind="create"
      submit={t("Create partner")}
      pending={t("Creating")}
      cancelHref={paths.organizations()}
      onSuccess={(value) => isCreated(value) && setCreated(value)}
    >
      <Field name="parentId" label={t("Under")} required help={t("The new partner stands directly below this one.")}>
        <Combobox fetchUrl="/api/lookup/organizations?for=create" defaultValue={parent} onValueChange={(chosen) => chosen && router.replace(paths.newOrganization(chosen.value))} />
      </Field>
      <ProfileFields values={nothing} suggestions={suggestions} mayAssign={mayAssign} isNew />
      <h2 className="mt-2 text-base font-[620]">{t("First user")}</h2>
      <Field name="userName" label={t("Name of the person")} required>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      <Field name="userEmail" label={t("Email")} required>
        <TextInput type="email" autoComplete="off" maxLength={200} />
      </Field>
      {territories.length > 0 && (
        <>
          <input type="hidden" name="roleWithin" value="territory" />
          <Notice title={t("You may give access only within {territories}.", { territories: territories.join(", ") })}>
            <p>{t("Choose that territory, or one below it, for the new partner. The first user then holds the role on what lies in it. For the whole partner ask somebody who may give that.")}</p>
          </Notice>
        </>
      )}
      <RoleChoice key={parent.value} roles={roles} usualRole={usualRole} isWithin={territories.length > 0} />
      {territories.length === 0 && lackedForUsual.length > 0 && (
        <Notice title={t("You cannot give the usual role, Partner owner.")}>
          {lackedWords(lackedForUsual)}
        </Notice>
      )}
    </ActionForm>
  );
}

function lackedWords(lacked: readonly string[]): string {
  const deeds = lacked.slice(0, 4).map((deed) => t("“{deed}”", { deed })).join(", ");
  const more = lacked.length - 4;
  return more > 0
    ? t("It holds what you may not do there yourself: {deeds} and {more} more. Choose a smaller role, or ask somebody who has these.", { deeds, more })
    : t("It holds what you may not do there yourself: {deeds}. Choose a smaller role, or ask somebody who has these.", { deeds });
}

const few = 10;

function RoleChoice({ roles, usualRole, isWithin }: Pick<Props, "roles" | "usualRole"> & { isWithin: boolean }) {
  const label = isWithin ? t("Role on what of the new partner lies in its territory") : t("Role on the new partner and all below it");
  const options = [...roles.filter(({ value }) => value === usualRole), ...roles.filter(({ value }) => value !== usualRole), noRole()];
  return roles.length <= few ? (
    <Field name="roleId" label={label} group>
      <RadioGroup options={options} defaultValue={usualRole} />
    </Field>
  ) : (
    <Field name="roleId" label={label} help={t("Without a role the person can sign in, and finds nothing until somebody gives access.")}>
      <Select options={options.map((role) => ({ value: role.value, label: role.label }))} defaultValue={usualRole} />
    </Field>
  );
}

function HandOver({ created, outbox, onAnother }: { created: Created; outbox: string | null; onAnother: () => void }) {
  return (
    <Panel title={t("The partner is created.")} sentence={t("Its first user comes in by this link.")}>
      <div className="flex max-w-[640px] flex-col gap-4">
        <InvitationLink path={created.invitation} outbox={outbox} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={onAnother}>{t("Create another")}</Button>
          <ButtonLink href={paths.organization(created.id)} look="primary">
            {t("Open the partner")}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
