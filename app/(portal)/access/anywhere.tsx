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
  return (
    <Panel>
      <Verdict allowed={isHeld}>
        {rich("{person} {value} use {code} {value2}", { person, value: isHeld ? t("may") : t("may not"), code: <code className="font-mono text-sm">{permission}</code>, value2: isHeld ? t("on some records. Pick one to ask about it.") : t("anywhere.") })}
      </Verdict>
      <div className="mt-3 border-t border-line pt-3">
        {isHeld ? (
          <HeldAccessList access={ways} empty="" linked={canOpenGrants} />
        ) : (
          <p className="text-sm">{held?.bite ? biteWords[held.bite] : t("Nothing that was given and counts now contains it.")}</p>
        )}
      </div>
      {givers && <GiversLine givers={givers} />}
    </Panel>
  );
}
