"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/shared/language/text";
import type { Parameter } from "./description";
import { useToken } from "./token-box";

type Props = { method: string; path: string; parameters: Pick<Parameter, "name" | "in" | "required">[]; example: string | null };
type Answer = { status: number; took: number; headers: [string, string][]; text: string };

const shownHeaders = ["content-type", "etag", "location", "retry-after", "allow", "ratelimit"];

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function requestOf({ method, path, parameters, example }: Props, values: Record<string, string>, token: string): [string, RequestInit] {
  const given = (kind: Parameter["in"]) => parameters.filter((each) => each.in === kind && values[each.name]);
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const query = new URLSearchParams(given("query").map(({ name }) => [name, values[name]!])).toString();
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, ...Object.fromEntries(given("header").map(({ name }) => [name, values[name]!])) };
  const body = example === null ? {} : { body: values.body ?? example };
  if (example !== null) headers["Content-Type"] = "application/json";
  // Without cookies: what is answered is what a program would get.
  return [`${address}${query ? `?${query}` : ""}`, { method, headers, credentials: "omit", cache: "no-store", ...body }];
}

async function send(request: [string, RequestInit]): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(...request);
  const headers = [...response.headers].filter(([name]) => shownHeaders.includes(name));
  return { status: response.status, took: Math.round(performance.now() - began), headers, text: pretty(await response.text()) };
}

/** Fills in one call and sends it from this page to its own portal, with the pasted token. */
export function TryIt(call: Props) {
  const token = useToken();
  const [values, setValues] = useState<Record<string, string>>({});
  const [answer, setAnswer] = useState<Answer | "failed" | null>(null);
  const [isSending, setSending] = useState(false);
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const missing = call.parameters.find(({ name, required }) => required && !values[name]);
  const run = async () => {
    setSending(true);
    setAnswer(await send(requestOf(call, values, token)).catch(() => "failed" as const));
    setSending(false);
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {call.parameters.map(({ name, required }) => (
          <label key={name} className="flex flex-col gap-1 text-sm font-[560]">
            <span>
              {name}
              {!required && <span className="font-normal text-ink-3"> {t("optional")}</span>}
            </span>
            <input className="control" autoComplete="off" spellCheck={false} value={values[name] ?? ""} onChange={(event) => set(name, event.target.value)} />
          </label>
        ))}
      </div>
      {call.example !== null && (
        <label className="flex flex-col gap-1 text-sm font-[560]">
          {t("Body")}
          <textarea
            className="control font-mono text-xs"
            rows={Math.min(14, call.example.split("\n").length + 1)}
            spellCheck={false}
            value={values.body ?? call.example}
            onChange={(event) => set("body", event.target.value)}
          />
        </label>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look={call.method === "GET" ? "primary" : "secondary"} disabled={token === "" || missing !== undefined || isSending}>
          {isSending ? t("Sending") : t("Send {method}", { method: call.method })}
        </Button>
        <span className="text-xs text-ink-2">{hintOf(token, missing?.name, call.method)}</span>
      </div>
      <div aria-live="polite">{answer && <Shown answer={answer} />}</div>
    </form>
  );
}

function hintOf(token: string, missing: string | undefined, method: string): string {
  if (token === "") return t("Paste a token above first.");
  if (missing) return t("Fill in {missing} first.", { missing });
  return method === "GET" ? "" : t("This changes real records.");
}

function Shown({ answer }: { answer: Answer | "failed" }) {
  if (answer === "failed") return <Notice tone="danger">{t("The portal did not answer. Try again.")}</Notice>;
  const { status, took, headers, text } = answer;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">
        <strong className={status < 300 ? "text-ok" : "text-danger"}>{status}</strong> <span className="text-ink-2">{t("in {took} ms", { took })}</span>
      </p>
      <dl className="text-xs text-ink-2">
        {headers.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="font-mono">{name}:</dt>
            <dd className="min-w-0 font-mono wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {text && (
        <pre tabIndex={0} aria-label={t("Answer")} className="max-h-[420px] overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs">
          {text}
        </pre>
      )}
    </div>
  );
}
