import { ConfirmButton } from "@/components/form/confirm-button";
import { Panel } from "@/components/ui/panel";
import type { SessionRow } from "@/lib/domain/sessions/rows";
import type { UserDetail } from "@/lib/domain/users/rows";
import { counted } from "@/lib/shared/numbers";
import { SessionList } from "../../session-list";
import { endSessionsAction, resetFactorsAction } from "../actions";

type Props = { user: Pick<UserDetail, "id" | "name" | "isSelf">; sessions: SessionRow[] | null; factors: { apps: number; passkeys: number } | null };

const factorWords = ({ apps, passkeys }: { apps: number; passkeys: number }) =>
  [...(apps > 0 ? [counted(apps, "authenticator app")] : []), ...(passkeys > 0 ? [counted(passkeys, "passkey")] : [])].join(" and ");

/** Where a person is signed in and with what second factors, for whoever looks after accounts. */
export function SignInPanel({ user: { id, name, isSelf }, sessions, factors }: Props) {
  const held = factors && factorWords(factors);
  const count = sessions?.length ?? 0;
  const actions = (
    <>
      {held && !isSelf && (
        <ConfirmButton
          label="Reset second factors"
          size="small"
          title={`Reset the second factors of ${name}?`}
          sentence={`For somebody who has lost them, once you are sure that it is ${name} who asks. ${held} and all recovery codes go, every session ends. ${name} signs in with the password and is told by mail.`}
          confirm="Reset second factors"
          pending="Resetting"
          action={resetFactorsAction}
          values={{ userId: id }}
        />
      )}
      {count > 0 && !isSelf && (
        <ConfirmButton
          label="End all sessions"
          size="small"
          title={`End the sessions of ${name}?`}
          sentence={`${name} is signed out everywhere at once, and can sign in again.`}
          confirm={`End ${counted(count, "session")}`}
          pending="Ending"
          action={endSessionsAction}
          values={{ userId: id }}
        />
      )}
    </>
  );
  return (
    <Panel flush={count > 0} id="sign-in" title="Signing in" sentence={factors && (held ? `Second factors: ${held}.` : "No second factor is set up.")} actions={actions}>
      {sessions && (count === 0 ? <p className="text-sm text-ink-2">Not signed in anywhere.</p> : <SessionList sessions={sessions} />)}
    </Panel>
  );
}
