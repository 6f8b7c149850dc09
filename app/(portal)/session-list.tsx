import { ConfirmButton } from "@/components/form/confirm-button";
import type { FormAction } from "@/components/form/use-action-result";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import type { SessionRow } from "@/lib/domain/sessions/rows";
import { t } from "@/lib/shared/language/text";

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
              {session.device} {session.isThis && <Badge>{t("This browser")}</Badge>}
            </p>
            <p className="text-sm text-ink-2">
              {rich("{ip} · last used {relativeTime} · signed in {relativeTime2} {how}", { ip: session.ip ?? t("address unknown"), relativeTime: <RelativeTime at={session.lastSeenAt} />, relativeTime2: <RelativeTime at={session.createdAt} />, how: howOf(session) })}
            </p>
          </div>
          {end && !session.isThis && (
            <ConfirmButton
              label={t("End")}
              size="small"
              title={t("End the session of {device}?", { device: session.device })}
              sentence={t("It is signed out on its next request.")}
              confirm={t("End session")}
              pending={t("Ending")}
              action={end}
              values={{ sessionId: session.id }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
