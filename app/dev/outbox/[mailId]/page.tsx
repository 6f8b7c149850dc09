import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { getOutboxMail } from "@/lib/domain/mail/outbox";
import { formatDateTime } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";
import { outboxReader } from "@/lib/web/outbox-reader";
import { idParam, pageData } from "@/lib/web/page-data";

export const metadata = { title: "Mail" };

/** One mail as HTML, in a frame that runs nothing, and as plain text. */
export default async function OutboxMailPage({ params }: PageProps<"/dev/outbox/[mailId]">) {
  const mail = await pageData(getOutboxMail(await outboxReader(), idParam((await params).mailId)));
  const { subject, from, to, toName, createdAt, locale, html, text } = mail;
  return (
    <>
      <PageHeader title={subject} back={{ href: paths.outbox(), label: "Outbox" }} />
      <Facts
        facts={[
          { label: "From", value: from },
          { label: "To", value: toName ? `${toName} <${to}>` : to },
          { label: "Written", value: `${formatDateTime(createdAt)} UTC` },
          { label: "Language", value: locale },
        ]}
      />
      {html ? (
        <div className="mt-6 flex flex-col gap-6">
          <section aria-label="HTML">
            <h2 className="mb-2 font-[600]">HTML</h2>
            <iframe
              title={`The mail “${subject}”`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              srcDoc={html}
              className="h-[560px] w-full rounded-md border border-line bg-paper"
            />
          </section>
          <section aria-label="Text">
            <h2 className="mb-2 font-[600]">Text</h2>
            <pre tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-sunken p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
              {text}
            </pre>
          </section>
        </div>
      ) : (
        <p className="mt-6 text-ink-2">What this mail said is forgotten: it was withdrawn, or it failed.</p>
      )}
    </>
  );
}
