import Link from "next/link";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { getOwnProfile } from "@/lib/domain/account/queries";
import { viewingsOfMe } from "@/lib/domain/viewings/own";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { SeenAsYou } from "../seen-as-you";
import { AccountHeader } from "./account-header";

export const metadata = { title: "My account" };

/** One's own profile, to read. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  const profile = await pageData(getOwnProfile(viewer));
  const seen = await viewingsOfMe(viewer);
  return (
    <>
      <AccountHeader current={paths.account()} />
      <Panel title="Profile" sentence="Your job role, region and home decide what you may do. Somebody who looks after users can change them.">
        <Facts
          columns={2}
          facts={[
            { label: "Name", value: profile.name },
            { label: "Email", value: profile.email },
            { label: "Phone", value: profile.phone },
            { label: "Home", value: profile.organizationName },
            { label: "Job role", value: profile.jobRole },
            { label: "Region", value: profile.region },
            { label: "Last day", value: profile.expiresAt ? formatDate(profile.expiresAt.getTime() - 1) : "no end" },
            { label: "Read-only cap", value: profile.readOnly ? "on: you can change nothing" : "off" },
            { label: "Last sign-in", value: <RelativeTime at={profile.lastSignInAt} /> },
          ]}
        />
        <p className="mt-3 text-sm">
          <Link className="link" href={paths.accessPerson()} prefetch={false}>
            What you may do, and why
          </Link>
        </p>
      </Panel>
      {seen.length > 0 && (
        <div className="mt-4">
          <SeenAsYou seen={seen} />
        </div>
      )}
    </>
  );
}
