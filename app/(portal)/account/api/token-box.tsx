"use client";

import { createContext, use, useState, type ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";

const TokenContext = createContext("");

/** How every token begins. */
const tokenForm = "ptc_…";

/** The token that was pasted on this page; empty when none was. */
export const useToken = () => use(TokenContext);

/** A place to paste a token into. It stays in this page's memory: it is neither stored nor sent anywhere but to the API. */
export function TokenBox({ children }: { children: ReactNode }) {
  const [token, setToken] = useState("");
  return (
    <TokenContext value={token.trim()}>
      <div className="mb-4 max-w-[640px]">
        <Field name="api-token" label={t("Token to try it with")} optional help={t("It stays in this page's memory and is gone when you leave or reload it.")}>
          <TextInput type="password" autoComplete="off" spellCheck={false} value={token} onChange={(event) => setToken(event.target.value)} placeholder={tokenForm} />
        </Field>
      </div>
      {children}
    </TokenContext>
  );
}
