import { ConfirmButton } from "@/components/form/confirm-button";
import { Panel } from "@/components/ui/panel";
import type { SessionRow } from "@/lib/domain/sessions/rows";
import { t } from "@/lib/shared/language/text";
import { SessionList } from "../../session-list";
import { endOtherSessionsAction, endSessionAction } from "./actions";

/** Every browser that is signed in; one ended is out on its next request. */
export function SessionsPanel({ sessions }: { sessions: SessionRow[] }) {
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <Panel
      flush
      title={t("Where you are signed in")}
      sentence={t("End what you do not know, and change your password then.")}
      actions={
        others > 0 && (
          <ConfirmButton
            label={t("End all others")}
            size="small"
            title={t("{others, plural, one {End the other session?} other {End # other sessions?}}", { others })}
            sentence={t("Everywhere else you are signed out at once. This browser stays signed in.")}
            confirm={t("{others, plural, one {End the other session} other {End # sessions}}", { others })}
            pending={t("Ending")}
            action={endOtherSessionsAction}
          />
        )
      }
    >
      <SessionList sessions={sessions} end={endSessionAction} />
    </Panel>
  );
}
