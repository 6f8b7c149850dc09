import Link from "next/link";
import type { ReactNode } from "react";
import { WayChain } from "@/components/access/way-chain";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Status } from "@/components/ui/status";
import type { AccessAnswer } from "@/lib/domain/access/explain";
import type { Givers } from "@/lib/domain/access/givers";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** Yes or no in words, every reason with its chain, and on a no what is missing and who could give it. */
export function AnswerPanel({ answer, person, canOpenGrants }: { answer: AccessAnswer & { givers: Givers | null }; person: string; canOpenGrants: boolean }) {
  const { allowed, ways, lacks, permission, record, givers } = answer;
  const parts = { person, permission, record: record.name, code: (text: ReactNode) => <code className="font-mono text-sm">{text}</code> };
  const grantLink = (grantId: number) => (canOpenGrants ? paths.grant(grantId) : null);
  return (
    <Panel>
      <Verdict allowed={allowed}>
        {allowed ? rich("{person} may use <code>{permission}</code> on {record}.", parts) : rich("{person} may not use <code>{permission}</code> on {record}.", parts)}
      </Verdict>
      <ul className="mt-3 divide-y divide-line border-t border-line" aria-label={allowed ? t("Reasons") : t("What is missing")}>
        {ways.map((way) => (
          <Line key={`${way.grantId} ${way.via.join()}`} sentence={way.sentence} href={grantLink(way.grantId)}>
            <WayChain person={person} way={way} />
          </Line>
        ))}
        {lacks.map(({ sentence, way }) => (
          <Line key={sentence} sentence={sentence} href={way ? grantLink(way.grantId) : null}>
            {way && <WayChain person={person} way={way} />}
          </Line>
        ))}
      </ul>
      {givers && <GiversLine givers={givers} />}
    </Panel>
  );
}

export const Verdict = ({ allowed, children }: { allowed: boolean; children: ReactNode }) => (
  <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-base font-[560] wrap-anywhere">
    <Status tone={allowed ? "ok" : "danger"}>{allowed ? t("Yes") : t("No")}</Status>
    <span className="min-w-0">{children}</span>
  </p>
);

function Line({ sentence, href, children }: { sentence: string; href: string | null; children: ReactNode }) {
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 last:pb-0 lg:grid-cols-2">
      <p className="text-sm wrap-anywhere">
        {sentence}{" "}
        {href && (
          <Link className="link" href={href} prefetch={false}>
            {t("Open this access")}
          </Link>
        )}
      </p>
      {children}
    </li>
  );
}

/** Who could give what is missing: by name where the reader may see them, else in general words. */
export function GiversLine({ givers: { people, more, otherwise } }: { givers: Givers }) {
  const quiet = (text: ReactNode) => <span className="text-ink-2">{text}</span>;
  const names = people.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ", "}
      <Link className="link" href={paths.user(id)} prefetch={false}>
        {name}
      </Link>
    </span>
  ));
  return (
    <p className="mt-3 border-t border-line pt-3 text-sm">
      {more > 0 && people.length > 0
        ? rich("<quiet>The permission could be given by</quiet> {people} and {more} more.", { quiet, people: names, more })
        : rich("<quiet>The permission could be given by</quiet> {people}.", { quiet, people: people.length === 0 ? otherwise : names })}
    </p>
  );
}
