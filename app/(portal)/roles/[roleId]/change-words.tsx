import { RiskMark } from "@/components/access/permission-cell";
import { permissionEntry, type Permission } from "@/lib/access/permissions";
import { t } from "@/lib/shared/language/text";

/** A permission as a sentence, with how much care it needs. */
export function Sentence({ of }: { of: Permission }) {
  const { sentence, risk } = permissionEntry(of);
  return (
    <>
      {t(sentence).replace(/\.$/, "")}
      {"\u00a0"}
      <RiskMark risk={risk} />
    </>
  );
}

/** What is more and what is less, as sentences behind a plus or a minus. */
export function Changes({ added, removed, words = [t("added"), t("taken out")] }: { added: readonly Permission[]; removed: readonly Permission[]; words?: [more: string, less: string] }) {
  const signed = [...added.map((key) => ({ key, sign: "+", word: words[0] })), ...removed.map((key) => ({ key, sign: "−", word: words[1] }))];
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {signed.map(({ key, sign, word }) => (
        <li key={key} className="flex gap-2">
          <span aria-hidden="true" className={sign === "+" ? "w-3 flex-none font-[640] text-accent" : "w-3 flex-none font-[640] text-danger"}>
            {sign}
          </span>
          <span>
            <span className="sr-only">{word}: </span>
            <Sentence of={key} />
          </span>
        </li>
      ))}
    </ul>
  );
}
