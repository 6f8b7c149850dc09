import { owner } from "@/lib/testing/build";
import { forgetProofs, readerOf } from "@/lib/testing/session";
import { expect, people, test } from "./fixtures/portal";

test("the log is narrowed to an action and taken as a file", async ({ signInAs }) => {
  const page = await signInAs("partnerOwner");
  await page.goto("/activity");
  await page.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByRole("button", { name: "Day from" })).toBeVisible();
  await page.getByRole("button", { name: "Action", exact: true }).click();
  await page.getByRole("combobox").fill("Signed in");
  await page.getByRole("option", { name: /^Signed in/ }).click();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("button", { name: "Action is Signed in" })).toBeVisible();

  const href = await page.getByRole("link", { name: "Export" }).getAttribute("href");
  const file = await page.request.get(href!);
  expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="activity-.*\.csv"$/);
  const [head, ...lines] = (await file.text()).trim().split("\r\n");
  expect(head).toContain("Entry,Time (UTC),Who,Who (id)");
  for (const line of lines) expect(line).toContain(",sign-in,");
});

test("an export before which is asked who is there leads to that question, which is not kept as the file", async ({ signInAs }) => {
  const { email } = await readerOf("en", people.operator);
  const { id } = await owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const page = await signInAs(email as `${string}@${string}`);
  const kept: string[] = [];
  page.on("download", (download) => kept.push(download.suggestedFilename()));

  for (const list of ["/customers", "/activity"]) {
    await page.goto(list);
    await forgetProofs(id);
    await page.getByRole("link", { name: "Export" }).click();
    await expect(page.getByRole("heading", { name: "Show that it is you" })).toBeVisible();
  }
  expect(kept).toEqual([]);
});
