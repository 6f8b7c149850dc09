import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { choose, expect, expectAccessible, saveAsShown, test } from "./fixtures/portal";

const unique = () => randomUUID().slice(0, 8);
const stepsDone = (within: Page | Locator) => within.getByRole("progressbar", { name: "Steps done" });
const password = "four words in a row";

test("a new partner's owner finds the first steps on the start page, does one, and the channel manager's bar moves", async ({ signInAs, another }) => {
  const [jonas, vreni] = [await signInAs("channelManager"), await another()];
  const name = `Kinzig Netz ${unique()}`;
  await jonas.goto("/organizations?search=augsburg");
  await jonas.getByRole("link", { name: "Augsburg Online", exact: true }).click();
  await jonas.getByRole("link", { name: "New partner below it" }).click();
  await jonas.getByLabel("Name", { exact: true }).fill(name);
  await jonas.getByLabel("Name of the person").fill("Vreni Aschauer");
  await jonas.getByLabel("Email").fill(`vreni-${unique()}@example.com`);
  await choose(jonas, "Territory", "Bayern");
  await jonas.getByRole("button", { name: "Create partner" }).click();
  await saveAsShown(jonas);
  const link = await jonas.getByRole("textbox", { name: "Invitation link" }).inputValue();
  await jonas.getByRole("link", { name: "Open the partner" }).click();
  await expect(stepsDone(jonas)).toHaveText("1 of 9");

  await vreni.goto(link);
  await vreni.getByLabel("Password", { exact: true }).fill(password);
  await vreni.getByLabel("Password again").fill(password);
  await vreni.getByRole("button", { name: "Set password and sign in" }).click();
  const steps = vreni.getByRole("region", { name: /^Next steps/ });
  await expect(stepsDone(steps)).toHaveText("2 of 9");
  await expect(steps.getByRole("listitem").filter({ hasText: "Give the owner access" })).toContainText("Jonas Keller");
  await expectAccessible(vreni);
  await steps.getByRole("link", { name: "Complete your profile" }).click();
  await vreni.getByRole("button", { name: "Mark as done" }).click();
  await expect(vreni.getByRole("button", { name: "Open again" })).toBeVisible();

  await jonas.goto(`/onboarding?search=${encodeURIComponent(name)}`);
  await expect(jonas.getByRole("cell", { name: /3 of 9/ })).toBeVisible();
  await jonas.getByRole("link", { name: "Vreni Aschauer" }).click();
  await jonas.getByRole("listitem").filter({ hasText: "Talk through the first month" }).getByRole("button", { name: /^Done/ }).click();
  await expect(stepsDone(jonas)).toHaveText("4 of 9");
  await jonas.getByRole("button", { name: "Remind" }).click();
  await jonas.getByRole("dialog").getByRole("button", { name: "Remind" }).click();
  await expect(jonas.getByText("by Jonas Keller")).toBeVisible();

  await vreni.goto("/");
  await expect(stepsDone(steps)).toHaveText("4 of 9");
  await expect(vreni.getByText("Jonas Keller reminds you of your next steps.")).toBeVisible();
});

test("somebody is given a task, says something about it and does it; whoever gave it sees both", async ({ signInAs, another }) => {
  const [marit, doer] = [await signInAs("partnerOwner"), await another("partnerOwner")];
  const title = `Call the harbour office ${unique()}`;
  await marit.goto("/tasks");
  await marit.getByRole("link", { name: "New task" }).click();
  await marit.getByLabel("What is to be done").fill(title);
  await marit.getByRole("button", { name: "Give the task" }).click();
  await expect(marit.getByText("Choose who is to do it.").first()).toBeVisible();
  await expect(marit.getByLabel("What is to be done")).toHaveValue(title);
  await choose(marit, "Who does it", "Marit Fjeld");
  await marit.getByRole("button", { name: "Give the task" }).click();
  await expect(marit.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await doer.goto(`/tasks?search=${encodeURIComponent(title)}`);
  await doer.getByRole("link", { name: title }).click();
  await doer.getByLabel("Add a comment").fill("They call back tomorrow.");
  await doer.getByRole("button", { name: "Add comment" }).click();
  await expect(doer.getByRole("listitem").getByText("They call back tomorrow.")).toBeVisible();
  await doer.getByRole("button", { name: "Mark as done" }).click();
  await expect(doer.getByRole("button", { name: "Open again" })).toBeVisible();

  await marit.reload();
  await expect(marit.getByRole("listitem").getByText("They call back tomorrow.")).toBeVisible();
  await expect(marit.getByRole("button", { name: "Open again" })).toBeVisible();
});

test("an operator makes a checklist: a step is added, found wanting, and moved up", async ({ signInAs }) => {
  const page = await signInAs("operator");
  const name = `Night shift ${unique()}`;
  await page.goto("/onboarding/checklists");
  await page.getByRole("link", { name: "New checklist" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await choose(page, "Role", "Contact assistant");
  await page.getByRole("textbox", { name: "Step 1" }).fill("Learn where the keys are");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByRole("button", { name: "Create checklist" }).click();
  await expect(page.getByRole("group", { name: "Step 2" }).getByText("Enter a name.")).toBeVisible();
  await page.getByRole("textbox", { name: "Step 2" }).fill("Meet the day shift");
  await page.getByRole("button", { name: "Up: step 2" }).press("Enter");
  await expect(page.getByRole("button", { name: "Down: step 1" })).toBeFocused(); // it cannot go further up
  await page.getByRole("button", { name: "Add a step" }).press("Enter");
  await expect(page.getByRole("textbox", { name: "Step 3" })).toBeFocused();
  await page.getByRole("button", { name: "Remove: step 3" }).press("Enter");
  await expect(page.getByRole("textbox", { name: "Step 2" })).toBeFocused();
  await page.getByRole("textbox", { name: "Within days" }).first().fill("");
  await page.getByRole("button", { name: "Create checklist" }).click();
  await expect(page.getByRole("group", { name: "Step 1" }).getByText("Enter a number of days.")).toBeVisible();
  await page.getByRole("textbox", { name: "Within days" }).first().fill("3");
  await page.getByRole("button", { name: "Create checklist" }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("main").getByRole("list").last().getByRole("listitem").first()).toContainText("Meet the day shift");
});

test("a channel manager sees the operator's checklist that counts for the own partners, and makes one from it", async ({ signInAs }) => {
  const page = await signInAs("channelManager");
  const name = `For Augsburg ${unique()}`;
  await page.goto("/onboarding/checklists");
  await page.getByRole("link", { name: "Bringing a partner on" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bringing a partner on" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Make your own from it" }).click();
  await expect(page.getByRole("textbox", { name: "Step 9" })).toHaveValue("Talk through the first month");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await choose(page, "Partner", "Augsburg Online");
  await page.getByRole("button", { name: "Create checklist" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();
});
