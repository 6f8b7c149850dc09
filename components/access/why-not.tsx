import Link from "next/link";
import type { ReactNode } from "react";
import { rich } from "@/components/ui/rich";
import type { Denied } from "@/lib/shared/denied";
import { oneOf } from "@/lib/shared/language/list";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** What is missing, what it would allow, who could give it, and the way to one's own explanation. Fits a page and a small panel. */
export function WhyNot({ denied }: { denied: Denied }) {
  const { permission, allows, bite, instead } = denied;
  const code = <code className="font-mono text-xs text-ink">{permission}</code>;
  if (instead) return <p className="text-sm text-ink-2">{instead}</p>;
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-2">
      <p>
        {bite
          ? rich("It needs the permission {permission}. {bite} It allows: {allows}", { permission: code, bite: <b className="text-ink">{bite}</b>, allows })
          : rich("It needs the permission {permission}, which your access does not hold here. It allows: {allows}", { permission: code, allows })}
      </p>
      <p>
        {(denied.people.length > 0 || denied.otherwise !== "") && (
          <>
            <GivenBy {...denied} />{" "}
          </>
        )}
        <Link className="link" href={paths.access(`?permission=${permission}`)} prefetch={false}>
          {t("Why?")}
        </Link>
      </p>
    </div>
  );
}

/** Who could give it, as a sentence. */
export function GivenBy({ people, more, otherwise }: Pick<Denied, "people" | "more" | "otherwise">) {
  const b = (text: ReactNode) => <b className="text-ink">{text}</b>;
  if (people.length === 0) return rich("{somebody} can give it to you.", { somebody: asSentence(otherwise) });
  const names = more > 0 ? t("{names} and {count} more##names", { names: people.join(", "), count: more }) : oneOf(people);
  return rich("<b>{names}</b> can give it to you.", { names, b });
}
