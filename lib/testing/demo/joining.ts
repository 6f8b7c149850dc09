import { createOrganization } from "@/lib/domain/organizations/commands";
import { createOrganizationInput } from "@/lib/domain/organizations/schema";
import { startOnboarding } from "@/lib/domain/onboarding/starting";
import { commentTask, completeTask, createTask } from "@/lib/domain/tasks/commands";
import { createTaskInput } from "@/lib/domain/tasks/schema";
import { now } from "@/lib/platform/clock";
import * as build from "../build";

const day = 86_400_000;
const dayFromNow = (days: number) => new Date(now().getTime() + days * day).toISOString().slice(0, 10);
const idOf = async (email: string) => (await build.owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } })).id;
const place = (key: string) => build.owner().organization.findUniqueOrThrow({ where: { key }, select: { id: true, name: true, territoryId: true } });

/** As if it had begun so many days ago. */
async function begunEarlier(userId: number, days: number): Promise<void> {
  const back = (moment: Date) => new Date(moment.getTime() - days * day);
  const found = await build.owner().onboarding.findMany({ where: { userId }, include: { steps: true } });
  for (const { id, createdAt, steps } of found) {
    await build.owner().onboarding.update({ where: { id }, data: { createdAt: back(createdAt) } });
    for (const { id: taskId, dueOn, createdAt: given } of steps) await build.owner().task.update({ where: { id: taskId }, data: { createdAt: back(given), ...(dueOn ? { dueOn: back(dueOn) } : {}) } });
  }
}

/** Some people are being brought on, one of them slowly, and some have been given tasks. */
export async function bringSomeOn(): Promise<void> {
  const jonas = await build.viewer({ id: await idOf("jonas@nordnet.example") });
  const [isar, fjordlink] = [await place("isar"), await place("fjordlink")];
  const florian = { id: await idOf("florian@isar.example"), name: "Florian Vogt", organizationId: isar.id };
  const input = createOrganizationInput.parse({ parentId: isar.id, territoryId: isar.territoryId, name: "Lech Glasfaser", partnerType: "reseller", userName: "Greta Lind", userEmail: "greta@lech.example" });
  const { userId: greta } = await createOrganization(jonas, input);
  await begunEarlier(greta, 9);
  await build.together(() => startOnboarding(build.owner(), jonas, florian));
  await begunEarlier(florian.id, 5);
  const give = async (title: string, organizationId: number, assigneeId: number, days: number) =>
    (await createTask(jonas, createTaskInput.parse({ title, organizationId, assigneeId, dueOn: dayFromNow(days) }))).id;
  await give("Agree on the spring campaign", isar.id, jonas.facts.userId, 6);
  const late = await give("Check the addresses in Augsburg", isar.id, florian.id, 2);
  await build.owner().task.update({ where: { id: late }, data: { dueOn: new Date(dayFromNow(-3)) } });
  const done = await give("Send the price list", isar.id, florian.id, 1);
  const actor = await build.viewer(florian);
  await commentTask(actor, { taskId: done, text: "Sent to all resellers this morning." });
  await completeTask(actor, { taskId: done });
  const marit = await build.viewer({ id: await idOf("marit@fjordlink.example") });
  await createTask(marit, createTaskInput.parse({ title: "Talk to the harbour office about the outage", organizationId: fjordlink.id, assigneeId: marit.facts.userId, dueOn: dayFromNow(1) }));
}
