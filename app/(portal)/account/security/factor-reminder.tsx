import Link from "next/link";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";

/** Above every page, for whoever will need a second factor and has none yet. */
export const FactorReminder = ({ from }: { from: Date }) => (
  <p>
    A second factor is required of you from {formatDate(from)}.{" "}
    <Link className="link" href={paths.accountSecurity()} prefetch={false}>
      Set one up now
    </Link>
    , at a time that suits you.
  </p>
);
