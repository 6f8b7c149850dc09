"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { organizationList, type OrganizationList } from "@/lib/domain/organizations/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { organizationColumns } from "../../organizations/organization-columns";
import { assignOrganizationsAction } from "../actions";

type Props = { page: Page<OrganizationRow>; list: OrganizationList; mayAssign: boolean; territoryName: string };

/** The partners of a territory; those selected can be taken out of theirs. */
export function TerritoryPartners({ page, list, mayAssign, territoryName }: Props) {
  const shownColumns = useMemo(() => organizationColumns(), []);
  return (
    <DataTable
      label={t("Partners")}
      noun={msg("{count, plural, =0 {no partners} one {# partner} other {# partners}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={organizationList}
      rowHref={({ id }) => paths.organization(id)}
      empty={{ kind: "nothing", title: t("No partners in {territoryName} that you may see.", { territoryName }) }}
      {...(mayAssign
        ? {
            bulk: ({ ids, clear }) => (
              <ConfirmButton
                label={t("Take out of their territory")}
                confirm={t("Take {count, plural, one {# partner} other {# partners}} out", { count: ids.length })}
                title={t("Take {count, plural, one {# partner} other {# partners}} out of their territory?", { count: ids.length })}
                sentence={t("They are in no territory then. Whoever sees them only by a territory no longer does.")}
                action={assignOrganizationsAction}
                values={{ territoryId: "", "organizations[]": ids }}
                onSuccess={clear}
              />
            ),
          }
        : {})}
    />
  );
}
