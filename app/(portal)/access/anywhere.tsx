import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import type { AnywhereAnswer } from "@/lib/domain/access/what";
import { t } from "@/lib/shared/language/text";
import { HeldAccessList } from "../held-access";
import { GiversLine, Verdict } from "./answer";
import { biteWords } from "./bite-words";

/** Whether a permission is held on any record at all, by which access, and who could give it. */
export function AnywherePanel({ answer, person, canOpenGrants }: { answer: AnywhereAnswer; person: string; canOpenGrants: boolean }) {
  const { permission, held, ways, givers } = answer;
  const isHeld = ways.length > 0;
  const parts = { person, permission, code: (text: ReactNode) => <code className="font-mono text-sm">{text}</code> };
  return (
    <Panel>
      <Verdict allowed={isHeld}>
        {isHeld ? rich("{person} may use <code>{permission}</code> on some records. Pick one to ask about it.", parts) : rich("{person} may not use <code>{permission}</code> anywhere.", parts)}
      </Verdict>
      <div className="mt-3 border-t border-line pt-3">
        {isHeld ? (
          <HeldAccessList access={ways} empty="" linked={canOpenGrants} />
        ) : (
          <p className="text-sm">{held?.bite ? t(biteWords[held.bite]) : t("Nothing that was given and counts now contains it.")}</p>
        )}
      </div>
      {givers && <GiversLine givers={givers} />}
    </Panel>
  );
}
