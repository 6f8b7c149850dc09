import { ActionForm } from "@/components/form/action-form";
import { PageHeader } from "@/components/ui/page-header";
import { editorStart } from "@/lib/domain/grants/choices";
import type { Scope } from "@/lib/domain/grants/rows";
import { isId } from "@/lib/shared/fields";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { giveGrantAction } from "../actions";
import { GrantFields } from "../grant-fields";
import { grantLookups } from "../grant-lookups";

export const generateMetadata = () => ({ title: t("Give access") });

type Query = Record<string, string | string[] | undefined>;

const idIn = (query: Query, name: string) => {
  const id = Number(query[name]);
  return isId(id) ? id : null;
};

/** The scope that a link asks for; null when it says nothing. */
function scopeIn(query: Query): Scope | null {
  const nothing = { customers: [], narrowTerritoryId: null, narrowProgramId: null, exceptCustomers: [], exceptOrganizations: [] };
  const named = (["customer", "territory", "program", "organization"] as const).find((name) => idIn(query, name) !== null);
  if (!named) return null;
  const id = idIn(query, named)!;
  if (named === "customer") return { ...nothing, kind: "customers", ref: null, customers: [id] };
  return { ...nothing, kind: named === "organization" ? "direct" : named, ref: id };
}

export default async function NewGrantPage({ searchParams }: PageProps<"/grants/new">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "grants.give");
  const query = await searchParams;
  const [userId, groupId] = [idIn(query, "user"), idIn(query, "group")];
  const start = await pageData(editorStart(viewer, { userId, groupId: userId === null ? groupId : null, roleId: idIn(query, "role"), scope: scopeIn(query) }));
  return (
    <>
      <PageHeader
        title={t("Give access")}
        sentence={t("A role on some records, to a user or a group. You can give what you may do there yourself, and nothing to yourself.")}
        back={{ href: paths.grants(), label: t("Access given") }}
      />
      <ActionForm action={giveGrantAction} submit={t("Give access")} pending={t("Giving")} cancelHref={paths.grants()}>
        <GrantFields start={start} lookups={grantLookups(viewer)} />
      </ActionForm>
    </>
  );
}
