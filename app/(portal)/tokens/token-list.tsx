import { ConfirmButton } from "@/components/form/confirm-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import type { TokenRow } from "@/lib/domain/tokens/rows";
import type { FormAction } from "@/components/form/use-action-result";
import { t } from "@/lib/shared/language/text";
import { lastDayOf, TokenName, TokenPermissions, TokenStatus } from "./token-parts";

/** One person's tokens, each with the button that ends it. */
export function TokenList({ tokens, revoke }: { tokens: TokenRow[]; revoke: FormAction }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
          <div className="min-w-0 flex-1 basis-60">
            <div className="flex flex-wrap items-center gap-x-3 font-[560]">
              <TokenName token={token} />
              <TokenStatus state={token.state} />
            </div>
            <p className="text-sm text-ink-2">
              {rich("Last used {lastUsed} · last day {lastDay}", { lastUsed: <RelativeTime at={token.lastUsedAt} />, lastDay: lastDayOf(token) })}
            </p>
          </div>
          <div className="min-w-0 flex-1 basis-48 text-sm">
            <TokenPermissions permissions={token.permissions} />
          </div>
          {token.state === "active" && <RevokeButton token={token} action={revoke} />}
        </li>
      ))}
    </ul>
  );
}

/** Asks before a token is ended. */
export function RevokeButton({ token: { id, name }, action }: { token: Pick<TokenRow, "id" | "name">; action: FormAction }) {
  return (
    <ConfirmButton
      label={t("Revoke")}
      size="small"
      title={t("Revoke {name}?", { name })}
      sentence={t("Programs that use it are refused from their next request on. It cannot be brought back.")}
      confirm={t("Revoke token")}
      pending={t("Revoking")}
      look="danger"
      action={action}
      values={{ tokenId: id }}
    />
  );
}
