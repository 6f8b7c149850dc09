import { exportBundle } from "@/lib/domain/bundles/export";
import { importBundle, type Counts } from "@/lib/domain/bundles/import";
import { BundleRefused, type LineProblem } from "@/lib/domain/bundles/problems";
import { Problem } from "@/lib/shared/errors";
import { positionalsOf, WrongUse, type Answer, type Command } from "./command";

const onScreen = 50;

const lineOf = ({ file, line, field, reason }: LineProblem) => `${file}:${line}${field ? ` ${field}` : ""}: ${reason}`;
const countsOf = ({ created, changed, unchanged }: Counts) => `${created} created, ${changed} changed, ${unchanged} unchanged`;

export const importCommand: Command = {
  summary: "loads a bundle, all of it or nothing",
  usage: "<folder or file> [--dry-run]",
  options: { "dry-run": { type: "boolean" } },
  async run(given) {
    const [path] = positionalsOf(given, "The folder or file of the bundle");
    try {
      const result = await importBundle(path!, { isDryRun: given.values["dry-run"] === true, onProgress: given.say });
      const kinds = Object.entries(result.byKind).map(([kind, counts]) => `${kind.padEnd(13)}${countsOf(counts)}`);
      const last = `${countsOf(result)}${result.isDryRun ? ". This was a dry run: nothing was written." : ""}`;
      return { value: result, lines: [...kinds, last] };
    } catch (error) {
      if (error instanceof Problem && error.fields.path) throw new WrongUse(error.message);
      if (error instanceof BundleRefused) return refusal(error);
      throw error;
    }
  },
};

function refusal({ problems, total, message }: BundleRefused): Answer {
  const shown = problems.slice(0, onScreen).map(lineOf);
  const more = total > shown.length ? [`and ${total - shown.length} more; --json lists the first ${problems.length}`] : [];
  return { value: { problems, total, error: { code: "refused", message } }, lines: [...shown, ...more, message], isRefused: true };
}

export const exportCommand: Command = {
  summary: "writes a bundle that imports to the same state",
  usage: "<folder>",
  async run(given) {
    const [path] = positionalsOf(given, "The folder to write to");
    const counts = await exportBundle(path!, { onProgress: given.say });
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { value: { exported: counts, total }, lines: [`${total} records written to ${path}`] };
  },
};
