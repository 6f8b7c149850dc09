import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { wordsOf } from "@/components/access/matrix-layout";
import { rich } from "@/components/ui/rich";
import type { HeldPermission, WhatAnswer } from "@/lib/domain/access/what";
import { t } from "@/lib/shared/language/text";
import { biteWords } from "../bite-words";

const mostWays = 3;

const quiet = (text: ReactNode) => <span className="text-ink-2">{text}</span>;

/** Permissions by area; beside each the access that brings it, or what bites on it. */
export function PermissionTable({ answer: { permissions, access } }: { answer: WhatAnswer }) {
  if (permissions.length === 0) return <EmptyState kind="nothing" title={t("No permissions")} sentence={t("Nothing that was given counts now.")} />;
  const areas = [...Map.groupBy(permissions, ({ key }) => key.split(".")[0]!)];
  return areas.map(([area, held]) => (
    <section key={area} aria-labelledby={`area-${area}`} className="border-t border-line px-4 py-3">
      <h3 id={`area-${area}`} className="mb-1.5 text-sm font-[620]">
        {wordsOf(area)}
      </h3>
      <ul className="flex flex-col gap-2">
        {held.map((permission) => (
          <li key={permission.key} className="grid gap-x-6 text-sm lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <p className="min-w-0 wrap-anywhere">
              <code className="font-mono text-xs">{permission.key}</code> <span className="text-ink-2">{permission.sentence}</span>
            </p>
            <Ways permission={permission} access={access} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Ways({ permission: { ways, returns, bite }, access }: { permission: HeldPermission; access: WhatAnswer["access"] }) {
  if (bite === null) return <WayList ways={ways} access={access} />;
  if (returns.length > 0) return <WayList ways={returns} access={access} />; // the account itself bites, which is said once above
  return (
    <p className="min-w-0">
      <Badge tone="caution">{t("bites")}</Badge> <span className="text-ink-2">{bite === "account" ? t("Something else keeps it from working as well.") : t(biteWords[bite])}</span>
    </p>
  );
}

function WayList({ ways, access }: { ways: number[]; access: WhatAnswer["access"] }) {
  return (
    <ul className="min-w-0 wrap-anywhere">
      {ways.slice(0, mostWays).map((at) => {
        const { role, scope, through } = access[at]!;
        return (
          <li key={at}>
            {through === null
              ? rich("on {scope} <quiet>by the role {role}</quiet>", { scope, role, quiet })
              : rich("on {scope} <quiet>by the role {role}, through {through}</quiet>", { scope, role, through, quiet })}
          </li>
        );
      })}
      {ways.length > mostWays && <li className="text-ink-2">{t("and in {count} more ways", { count: ways.length - mostWays })}</li>}
    </ul>
  );
}
