import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { getOwnProfile, type OwnProfile } from "@/lib/domain/account/queries";
import { viewingsOfMe } from "@/lib/domain/viewings/own";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { SeenAsYou } from "../seen-as-you";
import { AccountHeader } from "./account-header";
import { editOwnProfileAction, removeOwnPictureAction } from "./actions";

export const generateMetadata = () => ({ title: t("My account") });

/** One's own profile: what one may change oneself, the picture, and what others decide. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  const profile = await pageData(getOwnProfile(viewer));
  const seen = await viewingsOfMe(viewer);
  return (
    <>
      <AccountHeader current={paths.account()} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t("Profile")}>
          <ActionForm action={editOwnProfileAction} kind="edit" submit={t("Save profile")} pending={t("Saving")}>
            <HiddenVersion value={profile.version} />
            <Field name="name" label={t("Name")} required>
              <TextInput defaultValue={profile.name} autoComplete="name" maxLength={200} />
            </Field>
            <Field name="phone" label={t("Phone")} optional>
              <TextInput type="tel" defaultValue={profile.phone ?? ""} autoComplete="tel" maxLength={60} />
            </Field>
            <Field name="contactNote" label={t("How to reach you")} optional help={t("Shown to people who may open your profile, such as “mornings by phone”.")}>
              <Textarea defaultValue={profile.contactNote ?? ""} rows={2} maxLength={300} />
            </Field>
          </ActionForm>
        </Panel>
        <div className="flex flex-col gap-4">
          <Picture profile={profile} />
          <Decided profile={profile} />
          {seen.length > 0 && <SeenAsYou seen={seen} />}
        </div>
      </div>
    </>
  );
}

const Picture = ({ profile: { id, name, picture } }: { profile: OwnProfile }) => (
  <Panel title={t("Picture")} sentence={t("Shown to people who may see you in lists.")}>
    <div className="flex flex-wrap items-center gap-4">
      <Avatar name={name} src={picture ? paths.picture(id, picture) : null} size="large" />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={paths.accountPicture()}>{picture ? t("Change picture") : t("Add a picture")}</ButtonLink>
        {picture && (
          <ConfirmButton
            label={t("Remove picture")}
            title={t("Remove your picture?")}
            sentence={t("It is gone at once, everywhere. Your initials stand in its place.")}
            confirm={t("Remove picture")}
            pending={t("Removing")}
            action={removeOwnPictureAction}
          />
        )}
      </div>
    </div>
  </Panel>
);

const Decided = ({ profile }: { profile: OwnProfile }) => (
  <Panel title={t("Decided by others")} sentence={t("Your job role, region and home decide what you may do. Somebody who looks after users can change them.")}>
    <Facts
      facts={[
        {
          label: t("Email"),
          value: (
            <>
              {profile.email}{" "}
              <Link className="link" href={paths.accountAddress()} prefetch={false}>
                {t("Change")}
              </Link>
            </>
          ),
        },
        { label: t("Home"), value: profile.organizationName },
        { label: t("Job role"), value: profile.jobRole },
        { label: t("Region"), value: profile.region },
        { label: t("Last day"), value: profile.expiresAt ? formatDate(profile.expiresAt.getTime() - 1) : t("no end") },
        { label: t("Read-only cap"), value: profile.readOnly ? t("on: you can change nothing") : t("off##read-only cap") },
        { label: t("Last sign-in"), value: <RelativeTime at={profile.lastSignInAt} /> },
      ]}
    />
  </Panel>
);
