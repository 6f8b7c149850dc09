"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Option } from "./option";

type Found = { options: Option[]; status: "idle" | "searching" | "done" | "failed" };

const pause = 140;

function matching(options: Option[], query: string) {
  const words = query.trim().toLocaleLowerCase();
  return words === ""
    ? options
    : options.filter(({ label, hint = "" }) => `${label} ${hint}`.toLocaleLowerCase().includes(words));
}

async function fetchOptions(fetchUrl: string, query: string, signal: AbortSignal): Promise<Option[]> {
  const url = `${fetchUrl}${fetchUrl.includes("?") ? "&" : "?"}q=${encodeURIComponent(query.trim())}`;
  const response = await fetch(url, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`Lookup answered ${response.status}`);
  const answer = (await response.json()) as { options: Option[] };
  return answer.options;
}

/** Options for a query: given ones are searched here, others are asked from `fetchUrl?q=`; only the newest answer counts. */
export function useOptions({ options, fetchUrl }: { options?: Option[]; fetchUrl?: string }) {
  const [found, setFound] = useState<Found>({ options: options ?? [], status: "idle" });
  const running = useRef<{ abort: AbortController; timer: ReturnType<typeof setTimeout> } | null>(null);
  const stop = useCallback(() => {
    if (!running.current) return;
    clearTimeout(running.current.timer);
    running.current.abort.abort();
    running.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const search = (query: string, wait = pause) => {
    if (!fetchUrl) return setFound({ options: matching(options ?? [], query), status: "done" });
    stop();
    setFound((before) => ({ ...before, status: "searching" }));
    const abort = new AbortController();
    const ask = () =>
      fetchOptions(fetchUrl, query, abort.signal).then(
        (answer) => setFound({ options: answer, status: "done" }),
        () => !abort.signal.aborted && setFound({ options: [], status: "failed" }),
      );
    running.current = { abort, timer: setTimeout(() => void ask(), wait) };
  };
  return { ...found, search };
}
