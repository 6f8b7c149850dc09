import { Status } from "@/components/ui/status";
import { permissionEntry, isPermission } from "@/lib/access/permissions";
import type { TokenRow, TokenState } from "@/lib/domain/tokens/rows";
import { formatDate } from "@/lib/shared/dates";
import { msg, t, type Message } from "@/lib/shared/language/text";

const states: Record<TokenState, { tone: "ok" | "neutral"; label: Message }> = {
  active: { tone: "ok", label: msg("Active") },
  expired: { tone: "neutral", label: msg("Expired") },
  revoked: { tone: "neutral", label: msg("Revoked") },
};

/** Whether a token works. */
export const TokenStatus = ({ state }: { state: TokenState }) => <Status tone={states[state].tone}>{t(states[state].label)}</Status>;

/** The token's name with its first letters, by which its owner tells it from others. */
export const TokenName = ({ token: { name, start } }: { token: Pick<TokenRow, "name" | "start"> }) => (
  <span className="inline-flex flex-wrap items-baseline gap-x-2">
    {name}
    {start && <code className="font-mono text-xs text-ink-2">{start}…</code>}
  </span>
);

const sentenceOf = (key: string) => (isPermission(key) ? t(permissionEntry(key).sentence) : t("{key} (no longer there)", { key }));

/** What a token may do: all that its owner may, or a list to be opened. */
export function TokenPermissions({ permissions }: { permissions: TokenRow["permissions"] }) {
  if (permissions === null) return <>{t("All that the owner may")}</>;
  return (
    <details>
      <summary className="cursor-pointer py-1">{t("At most {count, plural, one {# permission} other {# permissions}}", { count: permissions.length })}</summary>
      <ul className="list-disc ps-4 text-xs text-ink-2">
        {permissions.map((key) => (
          <li key={key}>{sentenceOf(key)}</li>
        ))}
      </ul>
    </details>
  );
}

/** The last day of a token. */
export const lastDayOf = ({ expiresAt }: Pick<TokenRow, "expiresAt">) => (expiresAt ? formatDate(new Date(expiresAt).getTime() - 1) : t("no end"));
