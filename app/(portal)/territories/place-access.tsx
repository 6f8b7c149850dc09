import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { PlaceGrant } from "@/lib/domain/access/place-grants";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Props = { grants: PlaceGrant[]; place: { id: number; name: string }; sentence: string; giveHref: string | null };

const levels = { read: msg("Read"), write: msg("Read and write") };

const how = ({ placeName, isNarrowing }: PlaceGrant) => (isNarrowing ? t("{placeName}, as a further condition", { placeName }) : placeName);

/** The grants that name a territory or program, with a way to give more. */
export function PlaceAccess({ grants, place, sentence, giveHref }: Props) {
  const actions = giveHref ? (
    <ButtonLink href={giveHref} look="primary" size="small">
      {t("Give access")}
    </ButtonLink>
  ) : null;
  return (
    <Panel title={t("People and groups with access")} id="access" sentence={sentence} actions={actions} flush={grants.length > 0}>
      {grants.length === 0 ? (
        <EmptyState kind="nothing" title={t("Nobody’s access names {place}.", { place: place.name })} />
      ) : (
        <div className="overflow-x-auto">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t("Who")}</th>
                <th>{t("Role")}</th>
                <th>{t("Level")}</th>
                <th>{t("By##which place the access names")}</th>
                <th>{t("Until")}</th>
                <th>
                  <span className="sr-only">{t("Open##verb")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <tr key={`${grant.id}-${grant.placeId}`}>
                  <td>
                    <Link className="link" href={grant.holder === "user" ? paths.user(grant.holderId) : paths.group(grant.holderId)} prefetch={false}>
                      {grant.holderName}
                    </Link>{" "}
                    <span className="text-xs text-ink-2">
                      {grant.holder === "group" ? t("group, {organizationName}", { organizationName: grant.organizationName }) : grant.organizationName}
                    </span>
                  </td>
                  <td>{grant.roleName}</td>
                  <td>{t(levels[grant.level])}</td>
                  <td className="muted">{how(grant)}</td>
                  <td className="muted">{grant.until === null ? t("no end") : formatDate(grant.until)}</td>
                  <td>
                    <Link className="link" href={paths.grant(grant.id)} prefetch={false} aria-label={t("Open the access of {holderName}", { holderName: grant.holderName })}>
                      {t("Open##verb")}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
