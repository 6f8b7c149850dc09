import { Panel } from "@/components/ui/panel";
import type { AnywhereAnswer } from "@/lib/domain/access/what";
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
        {person} {isHeld ? "may" : "may not"} use <code className="font-mono text-sm">{permission}</code> {isHeld ? "on some records. Pick one to ask about it." : "anywhere."}
      </Verdict>
      <div className="mt-3 border-t border-line pt-3">
        {isHeld ? (
          <HeldAccessList access={ways} empty="" linked={canOpenGrants} />
        ) : (
          <p className="text-sm">{held?.bite ? biteWords[held.bite] : "Nothing that was given and counts now contains it."}</p>
        )}
      </div>
      {givers && <GiversLine givers={givers} />}
    </Panel>
  );
}
