import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import type { AllWaiting, Waiting } from "@/lib/domain/home/waiting";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";

type Card = { key: keyof AllWaiting; one: string; many: string; what: string; list: string; record: (id: number) => string };

const cards: Card[] = [
  { key: "stalled", one: "onboarding", many: "onboardings", what: "stalled", list: paths.onboardings("?state=stalled"), record: paths.onboarding },
  { key: "ending", one: "access", many: "accesses", what: msg("ending within 14 days"), list: paths.grants("?ends=soon"), record: paths.grant },
  { key: "invited", one: "invitation", many: "invitations", what: msg("not accepted"), list: paths.users("?status=invited"), record: paths.user },
  { key: "proposals", one: "role", many: "roles", what: msg("with changes of its template to decide on"), list: paths.roleDrift("?proposal=open"), record: paths.roleProposal },
];

const risks: Card[] = [{ key: "quiet", one: "person", many: "people", what: msg("without sign-in for 90 days"), list: paths.users("?signIn=quiet"), record: paths.user }];

const isThere = (waiting: Waiting | null): waiting is Waiting => waiting !== null && waiting.total.count > 0;

function CardList({ waiting, cards: shown }: { waiting: AllWaiting; cards: Card[] }) {
  return (
    <ul className="divide-y divide-line">
      {shown.map(({ key, one, many, what, list, record }) => {
        const found = waiting[key];
        if (!isThere(found)) return null;
        return (
          <li key={key} className="py-2.5 text-sm first:pt-0 last:pb-0">
            <Link className="link font-[560]" href={list} prefetch={false}>
              {countedTotal(found.total, one, many)} {what}
            </Link>
            <ul className="mt-1 flex flex-col gap-0.5">
              {found.first.map(({ id, name, note }) => (
                <li key={id} className="text-ink-2 wrap-anywhere">
                  <Link className="link" href={record(id)} prefetch={false}>
                    {name}
                  </Link>
                  {note && ` (${note})`}
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

/** What waits for the reader in their scopes, and what nobody watches; nothing where there is neither. */
export function WaitingPanels({ waiting }: { waiting: AllWaiting }) {
  const isAny = (of: Card[]) => of.some(({ key }) => isThere(waiting[key]));
  const isAsked = Object.values(waiting).some((each) => each !== null);
  return (
    <>
      {isAny(cards) && (
        <Panel title={t("Waiting for you")} id="waiting">
          <CardList waiting={waiting} cards={cards} />
        </Panel>
      )}
      {isAny(risks) && (
        <Panel title={t("Worth a look")} id="risks" sentence={t("Accounts that nobody uses are doors that nobody watches.")}>
          <CardList waiting={waiting} cards={risks} />
        </Panel>
      )}
      {isAsked && !isAny([...cards, ...risks]) && (
        <Panel title={t("Waiting for you")} id="waiting">
          <p className="text-sm text-ink-2">{t("Nothing waits for you.")}</p>
        </Panel>
      )}
    </>
  );
}
