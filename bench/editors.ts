import { editTogether } from "@/lib/testing/crash/editors";
import { conclude } from "./report";

/** Fifty people edit one field of the same ten customers at once, twenty times each, by form and by REST (reliability.md, B17). */
export async function benchEditors(): Promise<void> {
  const rounds = Number(process.argv[3] ?? 20);
  const { edits, lost, clashes, unknown } = await editTogether({ editors: 50, rounds, customers: 10 });
  lost.slice(0, 20).forEach((line) => console.log(line));
  conclude("editors", [{ bar: "B17 lost edits", goal: "0", measured: `${lost.length} of ${edits}`, holds: lost.length === 0 }], { clashes, unknown });
}
