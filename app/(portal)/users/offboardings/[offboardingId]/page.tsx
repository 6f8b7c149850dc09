import Link from "next/link";
import { ConfirmButton } from "@/components/form/confirm-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { DateTime, RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { Status } from "@/components/ui/status";
import { getReceipt } from "@/lib/domain/offboarding/queries";
import type { ItemKind, Receipt, ReceiptItem } from "@/lib/domain/offboarding/rows";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { undoOffboardingAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Receipt of an offboarding") });

/** What became of everything that a person had, and the way back while there is one. */
export default async function ReceiptPage({ params }: PageProps<"/users/offboardings/[offboardingId]">) {
  const viewer = await requireViewer();
  const receipt = await pageData(getReceipt(viewer, idParam((await params).offboardingId)));
  const { user, items, more } = receipt;
  return (
    <>
      <PageHeader
        title={t("Offboarding of {user}", { user: user.name })}
        state={receipt.undoneAt ? <Status tone="caution">{t("Undone")}</Status> : <Status tone="ok">{t("Done")}</Status>}
        back={{ href: paths.user(user.id), label: user.name }}
      >
        {receipt.canUndo && <UndoButton receipt={receipt} />}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Panel title={t("What ended")}>
          <Facts columns={2} facts={factsOf(receipt)} />
        </Panel>
        <Left receipt={receipt} />
        {kinds.map(({ kind, title, sentence }) => {
          const theirs = items.filter((item) => item.kind === kind);
          return theirs.length === 0 ? null : (
            <Panel key={kind} flush title={t(title)} sentence={t(sentence)}>
              <Items items={theirs} isUndone={receipt.undoneAt !== null} />
            </Panel>
          );
        })}
        {more > 0 && <p className="text-sm text-ink-2">{t("And {more} more, which the activity log lists.", { more })}</p>}
      </div>
    </>
  );
}

/** What nobody took over: it is still with somebody who cannot act on it, and can be handed over now. */
function Left({ receipt: { left, user } }: { receipt: Receipt }) {
  if (!left) return null;
  const lines = [
    left.customers > 0 && t("{count, plural, one {# customer has} other {# customers have}} {user} as account manager.", { count: left.customers, user: user.name }),
    left.groups > 0 && t("{count, plural, one {# group has} other {# groups have}} nobody else in it.", { count: left.groups }),
    left.tasks > 0 && t("{count, plural, one {# open task} other {# open tasks}} nobody else will do.", { count: left.tasks }),
    left.invitations > 0 && t("{count, plural, one {# invitation} other {# invitations}} nobody else answers for.", { count: left.invitations }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <Panel title={t("Still with {user}", { user: user.name })} actions={<ButtonLink href={paths.offboardUser(user.id)}>{t("Hand over")}</ButtonLink>}>
      <ul className="list-disc ps-5 text-sm">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  );
}

const kinds: { kind: ItemKind; title: Message; sentence: Message }[] = [
  { kind: "customer", title: msg("Customers"), sentence: msg("Who became their account manager.") },
  { kind: "group", title: msg("Groups"), sentence: msg("Who joined, as nobody else was in them.") },
  { kind: "task", title: msg("Tasks"), sentence: msg("Who does them now.") },
  { kind: "invitation", title: msg("Invitations"), sentence: msg("Who answers for those who have not come yet.") },
  { kind: "token", title: msg("API tokens"), sentence: msg("Revoked with the account.") },
];

function factsOf({ at, by, sessionsEnded, tokensEnded, undoUntil, undoneAt, undoneBy }: Receipt) {
  return [
    { label: t("When"), value: <RelativeTime at={at} /> },
    { label: t("By"), value: by },
    { label: t("Sessions ended"), value: String(sessionsEnded) },
    { label: t("Tokens revoked"), value: String(tokensEnded) },
    undoneAt
      ? { label: t("Undone"), value: undoneBy === null ? <RelativeTime at={undoneAt} /> : rich("{when} by {undoneBy}", { when: <RelativeTime at={undoneAt} />, undoneBy }) }
      : { label: t("Can be undone until"), value: <DateTime at={undoUntil} /> },
  ];
}

const hrefOf: Record<ItemKind, ((id: number) => string) | null> = { customer: paths.customer, group: paths.group, invitation: paths.user, task: paths.task, token: null };

const Items = ({ items, isUndone }: { items: ReceiptItem[]; isUndone: boolean }) => (
  <ul className="divide-y divide-line border-t border-line">
    {items.map(({ id, kind, recordId, name, heir, isRestored, note }) => (
      <li key={id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5 text-sm">
        {hrefOf[kind] ? (
          <Link className="link font-[560]" href={hrefOf[kind](recordId)} prefetch={false}>
            {name}
          </Link>
        ) : (
          <span className="font-[560]">{name}</span>
        )}
        <span className="flex-1 text-ink-2">{heir && t("to {heir}", { heir })}</span>
        {isUndone && (isRestored ? <Status tone="ok">{t("Given back")}</Status> : <Status tone="caution">{t("Not given back")}</Status>)}
        {note && <span className="w-full text-ink-2">{note}</span>}
      </li>
    ))}
  </ul>
);

const UndoButton = ({ receipt: { id, user, items, more } }: { receipt: Receipt }) => (
  <ConfirmButton
    label={t("Undo")}
    title={t("Undo the offboarding of {user}?", { user: user.name })}
    sentence={items.length === 0 ? t("{user} can sign in again. There is nothing else to give back; sessions stay ended.", { user: user.name }) : t("{user} can sign in again. {things, plural, one {# thing is} other {# things are}} given back, each as far as nobody has changed it since; sessions stay ended. The receipt will say what stayed.", { user: user.name, things: items.length + more })}
    confirm={t("Undo the offboarding")}
    pending={t("Undoing")}
    look="primary"
    action={undoOffboardingAction}
    values={{ offboardingId: id }}
  />
);
