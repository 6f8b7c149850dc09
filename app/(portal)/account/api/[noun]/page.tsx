import { notFound } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { DownMark } from "@/components/ui/marks";
import { msg, t } from "@/lib/shared/language/text";
import { requireViewer } from "@/lib/web/viewer";
import { callsOf, nameOf, type Described } from "../description";
import { exampleOf } from "../example";
import { SchemaFields } from "../schema-fields";
import { TryIt } from "../try-it";

export const generateMetadata = () => ({ title: t("The API") });

/** The calls of one noun, each to be opened, read and tried. */
export default async function ApiNounPage({ params }: PageProps<"/account/api/[noun]">) {
  await requireViewer();
  const calls = callsOf((await params).noun);
  if (calls.length === 0) notFound();
  return (
    <div className="flex flex-col gap-3">
      {calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
    </div>
  );
}

const places = { path: msg("in the path"), query: msg("in the query"), header: msg("in the header") } as const;
const tones = { GET: "accent", POST: "caution", PATCH: "caution", DELETE: "danger" } as const;
const toneOf = (method: string) => tones[method as keyof typeof tones] ?? "neutral";

function Call({ call }: { call: Described }) {
  const { id, method, path, summary, description, parameters, body } = call;
  const example = body ? JSON.stringify(exampleOf(body), null, 2) : null;
  return (
    <details id={id} className="group rounded-lg border border-line bg-panel">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <Badge tone={toneOf(method)}>{method}</Badge>
        <code className="min-w-0 font-mono text-xs wrap-anywhere">{path}</code>
        <span className="min-w-0 flex-1 basis-40 text-sm text-ink-2">{summary}</span>
        <DownMark className="flex-none group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
        {description && <p className="max-w-[72ch] text-sm">{description}</p>}
        <Reading call={call} />
        <section aria-label={t("Try {summary}", { summary })}>
          <h3 className="mb-2 text-sm font-[620]">{t("Try it")}</h3>
          <TryIt method={method} path={path} parameters={parameters.map(({ name, required, ...rest }) => ({ name, required, in: rest.in }))} example={example} />
        </section>
      </div>
    </details>
  );
}

function Reading({ call: { parameters, body, responses } }: { call: Described }) {
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {parameters.length > 0 && (
        <section>
          <h3 className="mb-1 text-sm font-[620]">{t("Parameters")}</h3>
          <ul className="divide-y divide-line">
            {parameters.map(({ name, description, required, ...rest }) => (
              <li key={name} className="py-1.5 text-sm">
                <code className="font-mono text-xs font-[600]">{name}</code> <span className="text-ink-2">{t(places[rest.in])}</span>
                {!required && <span className="text-xs text-ink-3"> {t("· optional")}</span>}
                {rest.schema.enum && <span className="block font-mono text-xs text-ink-2">{rest.schema.enum.map(String).join(" | ")}</span>}
                {description && <span className="block text-xs text-ink-2">{description}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {body && (
        <section>
          <h3 className="mb-1 text-sm font-[620]">{t("Body")}</h3>
          <SchemaFields schema={body} />
        </section>
      )}
      <section className="md:col-span-2">
        <h3 className="mb-1 text-sm font-[620]">{t("Answers")}</h3>
        <ul className="divide-y divide-line">
          {responses.map(({ status, meaning, schema }) => (
            <li key={status} className="py-1.5 text-sm">
              <strong>{status}</strong> <span className="text-ink-2">{meaning.replaceAll("`", "")}</span>
              {schema && (
                <details className="mt-1">
                  <summary className="cursor-pointer py-1 text-xs text-ink-2">{nameOf(schema) ?? t("Its fields")}</summary>
                  <SchemaFields schema={schema} />
                </details>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
