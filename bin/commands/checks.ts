import { explainForOwner } from "@/lib/domain/access/explain";
import { verifyActivities } from "@/lib/domain/activity/verify";
import { checkUp, rebuildProjection } from "@/lib/domain/owner/checkup";
import { positionalsOf, type Command } from "./command";

export const explain: Command = {
  summary: "says why somebody may or may not do something",
  usage: "<email> <permission> <record, e.g. customer:key:C-12>",
  async run(given) {
    const [email, permission, record] = positionalsOf(given, "The email address", "The permission", "The record");
    const answer = await explainForOwner(email!, permission!, record!);
    const { allowed, person, sentences } = answer;
    const verdict = `${allowed ? "Yes" : "No"}: ${person.name} ${allowed ? "may" : "may not"} use ${answer.permission} on ${answer.record.name}.`;
    return { value: answer, lines: [verdict, ...sentences.map((sentence) => `  ${sentence}`)] };
  },
};

export const activityVerify: Command = {
  summary: "checks the activity log against its seals and names the first broken row",
  usage: "",
  async run(given) {
    positionalsOf(given);
    const verdict = await verifyActivities();
    const { rows, seals, broken } = verdict;
    if (!broken) return { value: verdict, lines: [`${rows} rows under ${seals} seals, all as they were written.`] };
    const place = broken.id === null ? `Seal ${broken.seal}` : `Row ${broken.id}`;
    return { value: verdict, lines: [`${place} is broken. ${broken.reason}.`], isRefused: true };
  },
};

export const doctor: Command = {
  summary: "says what is wrong with this portal and how to mend it",
  usage: "",
  async run(given) {
    positionalsOf(given);
    const findings = await checkUp();
    const lines = findings.map(({ check, isFine, found, mend }) => `${isFine ? "fine " : "WRONG"}  ${check}: ${found}${!isFine && mend ? `. ${mend}` : ""}`);
    return { value: { findings }, lines, isRefused: findings.some(({ isFine }) => !isFine) };
  },
};

export const projectionRebuild: Command = {
  summary: "makes the access projection anew from its sources",
  usage: "",
  async run(given) {
    positionalsOf(given);
    await rebuildProjection();
    return { value: { rebuilt: true }, lines: ["The access projection was made anew."] };
  },
};
