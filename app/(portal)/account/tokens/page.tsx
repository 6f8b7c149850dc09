import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { listOwnTokens } from "@/lib/domain/tokens/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { revokeOwnTokenAction } from "../../tokens/actions";
import { TokenList } from "../../tokens/token-list";
import { AccountHeader } from "../account-header";

export const generateMetadata = () => ({ title: t("API tokens") });

/** One's own tokens. */
export default async function OwnTokensPage() {
  const tokens = await pageData(listOwnTokens(await requireViewer()));
  return (
    <>
      <AccountHeader current={paths.accountTokens()} />
      {tokens.length === 0 ? (
        <EmptyState
          kind="nothing"
          title={t("No tokens yet")}
          sentence={t("A token lets a program of yours use the API with your rights, or with fewer.")}
          action={{ href: paths.newToken(), label: t("New token") }}
        />
      ) : (
        <Panel
          flush
          title={t("Your tokens")}
          sentence={t("A token can never do more than you may at the moment.")}
          actions={
            <ButtonLink href={paths.newToken()} look="primary">
              {t("New token")}
            </ButtonLink>
          }
        >
          <TokenList tokens={tokens} revoke={revokeOwnTokenAction} />
        </Panel>
      )}
      <p className="mt-3 text-sm">
        <Link className="link" href={paths.accountApi()} prefetch={false}>
          {t("What the API can do, and a place to try it")}
        </Link>
      </p>
    </>
  );
}
