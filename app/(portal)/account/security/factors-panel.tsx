import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import type { FactorRow, Factors } from "@/lib/domain/factors/rows";
import { t } from "@/lib/shared/language/text";
import { removeAppAction, removePasskeyAction } from "./actions";
import { AddFactors } from "./add-factors";
import { RenamePasskey } from "./rename-passkey";
import { RenewCodes } from "./renew-codes";

/** The second factors, each to remove, and the recovery codes that are left. */
export function FactorsPanel({ factors, codes }: Factors) {
  return (
    <Panel flush title={t("Second factors")} sentence={t("Besides the password you show one of these. A passkey also lets you in alone, without a password.")} actions={<AddFactors />}>
      {factors.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t("None yet. Whoever learns your password can sign in as you.")}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {factors.map((factor) => (
            <Factor key={`${factor.kind} ${factor.id}`} factor={factor} isLast={factors.length === 1} />
          ))}
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-[560]">{t("Recovery codes")}</p>
              <p className={codes <= 3 ? "text-sm text-caution" : "text-sm text-ink-2"}>{codes === 0 ? t("None left. Make new ones, so that a lost phone does not shut you out.") : t("{count, plural, one {# code} other {# codes}} left, for when you have lost the others.", { count: codes })}</p>
            </div>
            <RenewCodes />
          </li>
        </ul>
      )}
    </Panel>
  );
}

function Factor({ factor: { id, kind, name, createdAt, lastUsedAt, isBackedUp }, isLast }: { factor: FactorRow; isLast: boolean }) {
  const word = kind === "app" ? t("Authenticator app") : isBackedUp ? t("Passkey, kept in your keychain") : t("Passkey");
  const after = t("You can no longer sign in with it, and all other browsers are signed out.");
  const last = t("It is your only second factor: after that your password alone lets anybody in who knows it.");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 font-[560] wrap-anywhere">
          {name} <Badge>{word}</Badge>
        </p>
        <p className="text-sm text-ink-2">
          {rich("Set up {setUp} · last used {lastUsed}", { setUp: <RelativeTime at={createdAt} />, lastUsed: <RelativeTime at={lastUsedAt} /> })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {kind === "passkey" && <RenamePasskey id={id} name={name} />}
        <ConfirmButton
          label={t("Remove")}
          size="small"
          title={t("Remove {name}?", { name })}
          sentence={isLast ? `${after} ${last}` : after}
          confirm={t("Remove")}
          pending={t("Removing")}
          action={kind === "app" ? removeAppAction : removePasskeyAction}
          values={{ factorId: id }}
        />
      </div>
    </li>
  );
}
