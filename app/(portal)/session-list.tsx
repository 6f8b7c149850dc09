import { ConfirmButton } from "@/components/form/confirm-button";
import type { FormAction } from "@/components/form/use-action-result";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import type { SessionRow } from "@/lib/domain/sessions/rows";
import { msg, t, type Message } from "@/lib/shared/language/text";

const methods: Record<string, [alone: Message, withFactor: Message]> = {
  password: [msg("with password"), msg("with password and second factor")],
  passkey: [msg("with passkey"), msg("with passkey")],
  provider: [msg("with another account"), msg("with another account and second factor")],
  link: [msg("with a link"), msg("with a link and second factor")],
};

function howOf({ method, hasSecondFactor }: SessionRow): string {
  const known = methods[method];
  if (known) return t(known[hasSecondFactor ? 1 : 0]);
  return hasSecondFactor ? t("with {method} and second factor", { method }) : t("with {method}", { method });
}

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
              {rich("{ip} · last used {lastUsed} · signed in {signedIn} {how}", { ip: session.ip ?? t("address unknown"), lastUsed: <RelativeTime at={session.lastSeenAt} />, signedIn: <RelativeTime at={session.createdAt} />, how: howOf(session) })}
            </p>
          </div>
          {end && !session.isThis && (
            <ConfirmButton
              label={t("End##verb")}
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
