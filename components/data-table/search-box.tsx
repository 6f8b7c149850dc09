"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, type SubmitEvent } from "react";
import { inside } from "@/lib/shared/language/inside";
import { t } from "@/lib/shared/language/text";
import { listQuery, type ListState } from "@/lib/shared/list-state";
import type { ListAddress } from "./list-address";

const pause = 280;

/** Searches while one types, at once on Enter, and as a plain form before any script has run. */
export function SearchBox({ label, list, address }: { label: string; list: ListState; address: ListAddress }) {
  const path = usePathname();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(list.search);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (list.search === sent.current || !input.current) return;
    input.current.value = list.search;
    sent.current = list.search;
  }, [list.search]);
  const search = () => {
    clearTimeout(timer.current);
    const words = input.current?.value.trim() ?? "";
    if (words === sent.current) return;
    sent.current = words;
    address.go({ search: words }, "replace");
  };
  const type = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(search, pause);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    search();
  };
  const kept = [...new URLSearchParams(listQuery(list, { search: "" }))];
  return (
    <form action={path} role="search" aria-label={label} onSubmit={submit} className="w-full sm:w-64">
      <input
        ref={input}
        type="search"
        name="search"
        defaultValue={list.search}
        onInput={type}
        aria-label={t("Search {label}", { label: inside(label) })}
        placeholder={t("Search {label}", { label: inside(label) })}
        maxLength={100}
        autoComplete="off"
        className="control"
      />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </form>
  );
}
