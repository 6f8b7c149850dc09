import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";

export const generateMetadata = () => ({ title: t("The API") });

const Code = ({ children }: { children: ReactNode }) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs wrap-anywhere">{children}</code>;

/** What holds for all calls; each noun has a page of its own. */
export default async function ApiPage() {
  await requireViewer();
  return (
    <Panel title={t("What holds for every call")}>
      <ul className="flex max-w-[76ch] list-disc flex-col gap-2 ps-5 text-sm">
        <li>
          {rich("Addresses begin with <code>/api/v1</code>. Send a <link>token of yours</link> as <code>Authorization: Bearer ptc_…</code>, never in an address.", { code: (text) => <Code>{text}</Code>, link: (text) => <Link className="link" href={paths.accountTokens()} prefetch={false}>{text}</Link> })}
        </li>
        <li>{t("You get what you may see, and nothing else. A record that is hidden answers like one that does not exist.")}</li>
        <li>
          {rich("A record is addressed by its number or by its key: <code>/customers/12</code> or <code>/customers/key:C-12</code>. Fields that name other records take both, too.", { code: (text) => <Code>{text}</Code> })}
        </li>
        <li>
          {rich("Lists answer <code>rows</code>, <code>next</code> and <code>total</code>. Ask for up to 200 with <code>limit</code> and go on with <code>after</code> = <code>next</code>.", { code: (text) => <Code>{text}</Code> })}
        </li>
        <li>
          {rich("A refusal is <code>application/problem+json</code>. Its <code>code</code> never changes its meaning; <code>fields</code> says what is wrong where, and <code>permission</code> what is missing.", { code: (text) => <Code>{text}</Code> })}
        </li>
        <li>
          {rich("Send <code>If-Match</code> with a record’s <code>ETag</code> to change it only as you know it. Send an <code>Idempotency-Key</code> to repeat a write without fear: it has one effect and one answer.", { code: (text) => <Code>{text}</Code> })}
        </li>
        <li>
          {rich("Programs read all of this at <a>/api/v1/openapi.json</a> (OpenAPI 3.1).", { a: (text) => <a className="link" href="/api/v1/openapi.json">{text}</a> })}
        </li>
      </ul>
    </Panel>
  );
}
