import { ConfirmButton } from "@/components/form/confirm-button";
import { Panel } from "@/components/ui/panel";
import type { SessionRow } from "@/lib/domain/sessions/rows";
import type { UserDetail } from "@/lib/domain/users/rows";
import { t } from "@/lib/shared/language/text";
import { SessionList } from "../../session-list";
import { endSessionsAction, resetFactorsAction } from "../actions";

type Props = { user: Pick<UserDetail, "id" | "name" | "isSelf">; sessions: SessionRow[] | null; factors: { apps: number; passkeys: number } | null };

function factorWords({ apps, passkeys }: { apps: number; passkeys: number }): string {
  if (apps === 0 && passkeys === 0) return "";
  if (passkeys === 0) return t("{apps, plural, one {# authenticator app} other {# authenticator apps}}", { apps });
  if (apps === 0) return t("{passkeys, plural, one {# passkey} other {# passkeys}}", { passkeys });
  return t("{apps, plural, one {# authenticator app} other {# authenticator apps}} and {passkeys, plural, one {# passkey} other {# passkeys}}", { apps, passkeys });
}

/** Where a person is signed in and with what second factors, for whoever looks after accounts. */
export function SignInPanel({ user: { id, name, isSelf }, sessions, factors }: Props) {
  const held = factors && factorWords(factors);
  const count = sessions?.length ?? 0;
  const actions = (
    <>
      {held && !isSelf && (
        <ConfirmButton
          label={t("Reset second factors")}
          size="small"
          title={t("Reset the second factors of {name}?", { name })}
          sentence={t("For somebody who has lost them, once you are sure that it is {name} who asks. {held} and all recovery codes go, every session ends. {name} signs in with the password and is told by mail.", { name, held })}
          confirm={t("Reset second factors")}
          pending={t("Resetting")}
          action={resetFactorsAction}
          values={{ userId: id }}
        />
      )}
      {count > 0 && !isSelf && (
        <ConfirmButton
          label={t("End all sessions")}
          size="small"
          title={t("End the sessions of {name}?", { name })}
          sentence={t("{name} is signed out everywhere at once, and can sign in again.", { name })}
          confirm={t("End {sessions, plural, one {# session} other {# sessions}}", { sessions: count })}
          pending={t("Ending")}
          action={endSessionsAction}
          values={{ userId: id }}
        />
      )}
    </>
  );
  return (
    <Panel flush={count > 0} id="sign-in" title={t("Signing in")} sentence={factors && (held ? t("Second factors: {held}.", { held }) : t("No second factor is set up."))} actions={actions}>
      {sessions && (count === 0 ? <p className="text-sm text-ink-2">{t("Not signed in anywhere.")}</p> : <SessionList sessions={sessions} />)}
    </Panel>
  );
}
