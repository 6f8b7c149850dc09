import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FactorRow, Factors } from "@/lib/domain/factors/rows";
import { counted } from "@/lib/shared/numbers";
import { removeAppAction, removePasskeyAction } from "./actions";
import { AddFactors } from "./add-factors";
import { RenamePasskey } from "./rename-passkey";
import { RenewCodes } from "./renew-codes";

/** The second factors, each to remove, and the recovery codes that are left. */
export function FactorsPanel({ factors, codes }: Factors) {
  return (
    <Panel flush title="Second factors" sentence="Besides the password you show one of these. A passkey also lets you in alone, without a password." actions={<AddFactors />}>
      {factors.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-sm text-ink-2">None yet. Whoever learns your password can sign in as you.</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {factors.map((factor) => (
            <Factor key={`${factor.kind} ${factor.id}`} factor={factor} isLast={factors.length === 1} />
          ))}
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-[560]">Recovery codes</p>
              <p className={codes <= 3 ? "text-sm text-caution" : "text-sm text-ink-2"}>{codes === 0 ? "None left. Make new ones, so that a lost phone does not shut you out." : `${counted(codes, "code")} left, for when you have lost the others.`}</p>
            </div>
            <RenewCodes />
          </li>
        </ul>
      )}
    </Panel>
  );
}

function Factor({ factor: { id, kind, name, createdAt, lastUsedAt, isBackedUp }, isLast }: { factor: FactorRow; isLast: boolean }) {
  const word = kind === "app" ? "Authenticator app" : isBackedUp ? "Passkey, kept in your keychain" : "Passkey";
  const last = isLast ? " It is your only second factor: after that your password alone lets anybody in who knows it." : "";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 font-[560] wrap-anywhere">
          {name} <Badge>{word}</Badge>
        </p>
        <p className="text-sm text-ink-2">
          Set up <RelativeTime at={createdAt} /> · last used <RelativeTime at={lastUsedAt} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {kind === "passkey" && <RenamePasskey id={id} name={name} />}
        <ConfirmButton
          label="Remove"
          size="small"
          title={`Remove ${name}?`}
          sentence={`You can no longer sign in with it, and all other browsers are signed out.${last}`}
          confirm="Remove"
          pending="Removing"
          action={kind === "app" ? removeAppAction : removePasskeyAction}
          values={{ factorId: id }}
        />
      </div>
    </li>
  );
}
