import { editTogether } from "@/lib/testing/crash/editors";
import { conclude } from "./report";

/** Fifty people edit the same ten customers at once, twenty times each, by form and by REST (reliability.md, B17). */
export async function benchEditors(): Promise<void> {
  const rounds = Number(process.argv[3] ?? 20);
  const { edits, counted, clashes, entries } = await editTogether({ editors: 50, rounds, customers: 10 });
  conclude(
    "editors",
    [
      { bar: "B17 lost edits", goal: "0", measured: `${edits - counted} of ${edits}`, holds: edits === counted },
      { bar: "edits in the log", goal: String(edits), measured: String(entries), holds: entries === edits },
    ],
    { clashes },
  );
}
