import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import type { AllWaiting, Waiting } from "@/lib/domain/home/waiting";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";

type Card = { key: keyof AllWaiting; noun: Message; list: string; record: (id: number) => string };

const cards: Card[] = [
  { key: "stalled", noun: msg("{count, plural, =0 {no onboardings stalled} one {# onboarding stalled} other {# onboardings stalled}}"), list: paths.onboardings("?state=stalled"), record: paths.onboarding },
  { key: "ending", noun: msg("{count, plural, =0 {no accesses ending within 14 days} one {# access ending within 14 days} other {# accesses ending within 14 days}}"), list: paths.grants("?ends=soon"), record: paths.grant },
  { key: "invited", noun: msg("{count, plural, =0 {no invitations not accepted} one {# invitation not accepted} other {# invitations not accepted}}"), list: paths.users("?status=invited"), record: paths.user },
  { key: "proposals", noun: msg("{count, plural, =0 {no roles with changes of its template to decide on} one {# role with changes of its template to decide on} other {# roles with changes of its template to decide on}}"), list: paths.roleDrift("?proposal=open"), record: paths.roleProposal },
];

const risks: Card[] = [{ key: "quiet", noun: msg("{count, plural, =0 {no people without sign-in for 90 days} one {# person without sign-in for 90 days} other {# people without sign-in for 90 days}}"), list: paths.users("?signIn=quiet"), record: paths.user }];

const isThere = (waiting: Waiting | null): waiting is Waiting => waiting !== null && waiting.total.count > 0;

function CardList({ waiting, cards: shown }: { waiting: AllWaiting; cards: Card[] }) {
  return (
    <ul className="divide-y divide-line">
      {shown.map(({ key, noun, list, record }) => {
        const found = waiting[key];
        if (!isThere(found)) return null;
        return (
          <li key={key} className="py-2.5 text-sm first:pt-0 last:pb-0">
            <Link className="link font-[560]" href={list} prefetch={false}>
              {countedTotal(found.total, noun)}
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
