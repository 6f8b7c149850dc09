"use client";

import { use, type ReactNode } from "react";
import type { Language } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";

const loading = new Map<string, Promise<void>>();

function load(address: string): Promise<void> {
  const begun = loading.get(address);
  if (begun) return begun;
  const loaded = new Promise<void>((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => resolve(); // English is better than nothing
    document.head.append(script);
  });
  loading.set(address, loaded);
  return loaded;
}

type Props = { language: Language; /** Where the language's texts are; null for English. */ address: string | null; children: ReactNode };

/**
 * Waits for the texts of the page's language where the document came without them: Next sends refused and missing pages as an empty
 * document that the browser fills.
 */
export function Texts({ language, address, children }: Props) {
  if (typeof window !== "undefined" && address !== null && languageNow() !== language) use(load(address));
  return children;
}
