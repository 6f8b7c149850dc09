"use client";

import { DataTable } from "@/components/data-table/data-table";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { organizationList, type OrganizationList } from "@/lib/domain/organizations/schema";
import { counted } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { organizationColumns } from "../../organizations/organization-columns";
import { assignOrganizationsAction } from "../actions";

type Props = { page: Page<OrganizationRow>; list: OrganizationList; mayAssign: boolean; territoryName: string };

/** The partners of a territory; those selected can be taken out of theirs. */
export function TerritoryPartners({ page, list, mayAssign, territoryName }: Props) {
  return (
    <DataTable
      label="Partners"
      columns={organizationColumns}
      page={page}
      list={list}
      definition={organizationList}
      rowHref={({ id }) => paths.organization(id)}
      empty={{ kind: "nothing", title: `No partners in ${territoryName} that you may see.` }}
      {...(mayAssign
        ? {
            bulk: ({ ids, clear }) => (
              <ConfirmButton
                label="Take out of their territory"
                confirm={`Take ${counted(ids.length, "partner")} out`}
                title={`Take ${counted(ids.length, "partner")} out of their territory?`}
                sentence="They are in no territory then. Whoever sees them only by a territory no longer does."
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
