import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";

export const metadata = { title: "The API" };

const Code = ({ children }: { children: ReactNode }) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs wrap-anywhere">{children}</code>;

/** What holds for all calls; each noun has a page of its own. */
export default async function ApiPage() {
  await requireViewer();
  return (
    <Panel title="What holds for every call">
      <ul className="flex max-w-[76ch] list-disc flex-col gap-2 pl-5 text-sm">
        <li>
          Addresses begin with <Code>/api/v1</Code>. Send a{" "}
          <Link className="link" href={paths.accountTokens()} prefetch={false}>
            token of yours
          </Link>{" "}
          as <Code>Authorization: Bearer ptc_…</Code>, never in an address.
        </li>
        <li>You get what you may see, and nothing else. A record that is hidden answers like one that does not exist.</li>
        <li>
          A record is addressed by its number or by its key: <Code>/customers/12</Code> or <Code>/customers/key:C-12</Code>. Fields that name other records take
          both, too.
        </li>
        <li>
          Lists answer <Code>rows</Code>, <Code>next</Code> and <Code>total</Code>. Ask for up to 200 with <Code>limit</Code> and go on with{" "}
          <Code>after</Code> = <Code>next</Code>.
        </li>
        <li>
          A refusal is <Code>application/problem+json</Code>. Its <Code>code</Code> never changes its meaning; <Code>fields</Code> says what is wrong where, and{" "}
          <Code>permission</Code> what is missing.
        </li>
        <li>
          Send <Code>If-Match</Code> with a record&rsquo;s <Code>ETag</Code> to change it only as you know it. Send an <Code>Idempotency-Key</Code> to repeat a
          write without fear: it has one effect and one answer.
        </li>
        <li>
          Programs read all of this at{" "}
          <a className="link" href="/api/v1/openapi.json">
            /api/v1/openapi.json
          </a>{" "}
          (OpenAPI 3.1).
        </li>
      </ul>
    </Panel>
  );
}
