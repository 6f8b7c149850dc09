import Link from "next/link";
import { rich } from "@/components/ui/rich";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";

/** Above every page, for whoever will need a second factor and has none yet. */
export const FactorReminder = ({ from }: { from: Date }) => (
  <p>
    {rich("A second factor is required of you from {when}. <link>Set one up now</link>, at a time that suits you.", { when: formatDate(from), link: (text) => <Link className="link" href={paths.accountSecurity()} prefetch={false}>{text}</Link> })}
  </p>
);
