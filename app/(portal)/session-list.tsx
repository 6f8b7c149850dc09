import { ConfirmButton } from "@/components/form/confirm-button";
import type { FormAction } from "@/components/form/use-action-result";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SessionRow } from "@/lib/domain/sessions/rows";

const methods: Record<string, string> = { password: "password", passkey: "passkey", provider: "another account", link: "a link" };

const howOf = ({ method, hasSecondFactor }: SessionRow) => `with ${methods[method] ?? method}${hasSecondFactor && method !== "passkey" ? " and second factor" : ""}`;

/** Signed-in browsers with device, address and last use; each with its button where it may be ended. */
export function SessionList({ sessions, end }: { sessions: SessionRow[]; end?: FormAction }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
          <div className="min-w-0 flex-1 basis-60">
            <p className="flex flex-wrap items-center gap-x-2 font-[560]">
              {session.device} {session.isThis && <Badge>This browser</Badge>}
            </p>
            <p className="text-sm text-ink-2">
              {session.ip ?? "address unknown"} · last used <RelativeTime at={session.lastSeenAt} /> · signed in <RelativeTime at={session.createdAt} /> {howOf(session)}
            </p>
          </div>
          {end && !session.isThis && (
            <ConfirmButton
              label="End"
              size="small"
              title={`End the session of ${session.device}?`}
              sentence="It is signed out on its next request."
              confirm="End session"
              pending="Ending"
              action={end}
              values={{ sessionId: session.id }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
