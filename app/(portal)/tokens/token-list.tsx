import { ConfirmButton } from "@/components/form/confirm-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TokenRow } from "@/lib/domain/tokens/rows";
import type { FormAction } from "@/components/form/use-action-result";
import { lastDayOf, TokenName, TokenPermissions, TokenStatus } from "./token-parts";

/** One person's tokens as a table, each with the button that ends it. */
export function TokenList({ tokens, revoke }: { tokens: TokenRow[]; revoke: FormAction }) {
  return (
    <div className="overflow-x-auto">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Token</th>
            <th>State</th>
            <th>May do</th>
            <th>Last day</th>
            <th>Last used</th>
            <th>
              <span className="sr-only">End it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>
                <TokenName token={token} />
              </td>
              <td>
                <TokenStatus state={token.state} />
              </td>
              <td>
                <TokenPermissions permissions={token.permissions} />
              </td>
              <td className="whitespace-nowrap">{lastDayOf(token)}</td>
              <td className="whitespace-nowrap">
                <RelativeTime at={token.lastUsedAt} />
              </td>
              <td className="right">{token.state === "active" && <RevokeButton token={token} action={revoke} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Asks before a token is ended. */
export function RevokeButton({ token: { id, name }, action }: { token: Pick<TokenRow, "id" | "name">; action: FormAction }) {
  return (
    <ConfirmButton
      label="Revoke"
      size="small"
      title={`Revoke ${name}?`}
      sentence="Programs that use it are refused from their next request on. It cannot be brought back."
      confirm="Revoke token"
      pending="Revoking"
      look="danger"
      action={action}
      values={{ tokenId: id }}
    />
  );
}
