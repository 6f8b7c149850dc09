import { expect, test, vi } from "vitest";
import { openedData } from "@/lib/domain/mail/deliver";
import * as build from "@/lib/testing/build";
import { addressAskedFor, askForAddress, takeAddress } from "./address";
import { askForAddressInput } from "./schema";

const fresh = () => `new-${Math.random().toString(36).slice(2)}@example.com`;
const me = async () => build.person(await build.organization(), ["customers.view"]);
const mailsTo = (to: string) => build.owner().mail.findMany({ where: { to }, orderBy: { id: "asc" } });
const emailOf = async (id: number) => (await build.owner().user.findUniqueOrThrow({ where: { id } })).email;

/** The token in the link of the last mail to the address. */
async function linkTo(email: string): Promise<string> {
  const mail = (await mailsTo(email)).findLast(({ template }) => template === "address-confirm")!;
  return (openedData(mail) as { path: string }).path.split("/").at(-1)!;
}

test("an address counts once its link was used, by the one who asked; both addresses are told", async () => {
  const viewer = await me();
  const { userId, email: old } = viewer.facts;
  const email = fresh();

  await askForAddress(viewer, askForAddressInput.parse({ email: ` ${email.toUpperCase()} ` }));
  expect(await emailOf(userId)).toBe(old);
  const token = await linkTo(email);
  expect(JSON.stringify(await build.owner().addressChange.findMany({ where: { userId } }))).not.toContain(token);
  const stranger = await me();
  expect([await addressAskedFor(stranger, token), await addressAskedFor(viewer, token)]).toEqual([null, email]);
  await expect(takeAddress(stranger, { token })).rejects.toMatchObject({ code: "conflict" });

  await takeAddress(viewer, { token });

  expect(await emailOf(userId)).toBe(email);
  expect((await mailsTo(old)).map(({ template }) => template)).toEqual(["account-changed"]);
  expect((await mailsTo(email)).map(({ template }) => template)).toEqual(["address-confirm", "account-changed"]);
  expect(await build.owner().activity.findFirst({ where: { action: "users.change-address", recordId: userId } })).toMatchObject({ before: { email: old }, after: { email } });
  expect((await build.viewer({ id: userId })).facts.email).toBe(email);
  await expect(takeAddress(viewer, { token })).rejects.toMatchObject({ code: "conflict" });
});

test("of fifty uses of one link at once exactly one wins", async () => {
  const viewer = await me();
  const email = fresh();
  await askForAddress(viewer, { email });
  const token = await linkTo(email);

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => takeAddress(viewer, { token })));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await build.owner().activity.count({ where: { action: "users.change-address", recordId: viewer.facts.userId } })).toBe(1);
});

test("whether somebody has the address is not told: the answer is the same, and nothing is sent there", async () => {
  const [viewer, other] = [await me(), await me()];
  const free = fresh();

  const answers = [await askForAddress(viewer, { email: free }), await askForAddress(viewer, { email: other.facts.email })];

  expect(answers.map(({ message }) => message.replace(/\S+@\S+/, "X"))).toEqual(Array(2).fill("If X can be used, a link is on its way there. It works for an hour."));
  expect([(await mailsTo(free)).length, (await mailsTo(other.facts.email)).length]).toEqual([1, 0]);
});

test("an address that somebody has got meanwhile, an hour that is over and a sixth wish within it are refused", async () => {
  const viewer = await me();
  const email = fresh();
  await askForAddress(viewer, { email });
  const token = await linkTo(email);
  const winner = await build.user({ id: viewer.facts.homePath[0]! }, { email });
  await expect(takeAddress(viewer, { token })).rejects.toMatchObject({ code: "conflict" });
  await build.owner().user.delete({ where: { id: winner.id } });
  vi.useFakeTimers({ now: Date.now() + 61 * 60_000, toFake: ["Date"] });
  try {
    expect(await addressAskedFor(viewer, token)).toBeNull();
    await expect(takeAddress(viewer, { token })).rejects.toMatchObject({ code: "conflict" });
  } finally {
    vi.useRealTimers();
  }
  for (let n = 0; n < 4; n++) await askForAddress(viewer, { email: fresh() });
  await expect(askForAddress(viewer, { email: fresh() })).rejects.toMatchObject({ code: "too-many" });
  await expect(askForAddress(viewer, { email: viewer.facts.email })).rejects.toMatchObject({ code: "invalid" });
  await expect(askForAddress({ ...viewer, via: "token script" }, { email: fresh() })).rejects.toMatchObject({ code: "refused" });
});

test("an address that would smuggle a second header or recipient in is no address", () => {
  for (const email of ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "a@b.example\r\nSubject: x", "<a@b.example>", "a b@c.example", ""]) {
    expect(askForAddressInput.safeParse({ email }).success, email).toBe(false);
  }
});
