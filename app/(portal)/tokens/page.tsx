import { PageHeader } from "@/components/ui/page-header";
import { listTokens } from "@/lib/domain/tokens/queries";
import { tokenList } from "@/lib/domain/tokens/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { TokensTable } from "./tokens-table";

export const generateMetadata = () => ({ title: t("API tokens") });

/** The tokens of the people whom the viewer looks after. */
export default async function TokensPage({ searchParams }: PageProps<"/tokens">) {
  const viewer = await requireViewer();
  const list = tokenList.parse(await searchParams);
  const page = await pageData(listTokens(viewer, list));
  const organizations = await chosenOrganizations(viewer, list.filters.organization);
  return (
    <>
      <PageHeader title={t("API tokens")} sentence={asSentence(t("{tokens} of people you look after. A token can never do more than its owner.", { tokens: countedTotal(page.total, msg("{count, plural, =0 {no tokens} one {# token} other {# tokens}}")) }))} />
      <TokensTable page={page} list={list} organizations={organizations} />
    </>
  );
}
