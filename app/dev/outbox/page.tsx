import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { listOutbox, type OutboxRow } from "@/lib/domain/mail/outbox";
import { paths } from "@/lib/shared/paths";
import { outboxReader } from "@/lib/web/outbox-reader";
import { pageData } from "@/lib/web/page-data";

export const metadata = { title: "Outbox" };

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.slice(0, 200) ?? "";

/** What would have been mailed, while no mail server is set. */
export default async function OutboxPage({ searchParams }: PageProps<"/dev/outbox">) {
  const params = await searchParams;
  const [search, before] = [one(params.search), Number(one(params.before))];
  const { rows, next } = await pageData(listOutbox(await outboxReader(), { search, ...(Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? { before } : {}) }));
  return (
    <>
      <PageHeader title="Outbox" sentence="No mail server is set, so mails wait here instead of being sent. Whoever may open this page can use the links in them." />
      <form className="mb-3 flex max-w-[420px] gap-2" action={paths.outbox()}>
        <input className="control min-w-0 flex-1" type="search" name="search" aria-label="Search by address" placeholder="Search by address" defaultValue={search} maxLength={200} />
        <Button type="submit">Search</Button>
      </form>
      <div className="rounded-md border border-line bg-panel">
        {rows.length > 0 ? <Mails rows={rows} /> : <None search={search} />}
      </div>
      {next !== null && (
        <p className="mt-3">
          <Link className="link inline-block py-1" href={paths.outbox(`?${new URLSearchParams({ ...(search ? { search } : {}), before: String(next) })}`)}>
            Older mails
          </Link>
        </p>
      )}
    </>
  );
}

const None = ({ search }: { search: string }) =>
  search ? (
    <EmptyState kind="no-match" clearHref={paths.outbox()} sentence="No mail to such an address waits here." />
  ) : (
    <EmptyState kind="nothing" title="No mail yet." sentence="Invite somebody, and the mail with their link appears here." />
  );

const Mails = ({ rows }: { rows: readonly OutboxRow[] }) => (
  <ul aria-label="Mails" className="divide-y divide-line">
    {rows.map(({ id, to, toName, subject, status, createdAt }) => (
      <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2">
        <span className="min-w-0 flex-1 basis-64">
          <Link className="link inline-block py-0.5 font-[560] wrap-anywhere" href={paths.outboxMail(id)} prefetch={false}>
            {subject}
          </Link>
          <span className="block text-sm text-ink-2 wrap-anywhere">{toName ? `${toName} · ${to}` : to}</span>
        </span>
        <span className="text-sm text-ink-2">
          {status === "queued" && "waits for its time · "}
          {status === "suppressed" && "withdrawn · "}
          {status === "failed" && "failed · "}
          <RelativeTime at={createdAt} />
        </span>
      </li>
    ))}
  </ul>
);
