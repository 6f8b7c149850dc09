import sharp from "sharp";
import * as build from "@/lib/testing/build";
import { expect, expectAccessible, menuOf, test } from "./fixtures/portal";

type Email = `${string}@${string}`;

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c00" } })
    .composite([{ input: { create: { width: Math.floor(width / 2), height, channels: 3, background: "#00c" } }, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();

async function somebody() {
  const home = await build.organization();
  const person = await build.user(home);
  await build.grant({ user: person }, await build.role(home, ["customers.view", "users.list"]));
  return person;
}

/** The colour in the middle of the left half of the person's picture. */
async function colourOf(userId: number): Promise<string> {
  const { content } = await build.owner().userPicture.findUniqueOrThrow({ where: { userId } });
  const { data, info } = await sharp(Buffer.from(content)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (128 * info.width + 64) * info.channels;
  return data[at]! > data[at + 2]! ? "red" : "blue";
}

test("a picture is chosen and its part moved by keyboard, shown in the frame and the list, dragged by pointer, and removed", async ({ another }) => {
  const person = await somebody();
  const page = await another(person.email as Email);
  await page.goto("/account/picture");
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: await picture(800, 400) });
  const across = page.getByRole("slider", { name: "Left to right" });
  await across.focus();
  await page.keyboard.press("End");
  await page.getByRole("slider", { name: "Zoom" }).focus();
  await page.keyboard.press("ArrowRight");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save picture" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  expect(await colourOf(person.id)).toBe("red");
  const shown = page.getByRole("banner").locator("img");
  const response = await page.request.get((await shown.getAttribute("src"))!);
  expect([response.status(), response.headers()["content-type"], response.headers()["x-content-type-options"], response.headers()["cache-control"]]).toEqual([200, "image/webp", "nosniff", "private, max-age=86400"]);
  expect(response.headers()["content-security-policy"]).toContain("default-src 'none'");
  await page.goto(`/users?search=${encodeURIComponent(person.name)}`);
  await expect(page.getByRole("table").locator("img")).toHaveCount(1);

  await page.goto("/account/picture");
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: await picture(800, 400) });
  const cut = page.getByRole("img", { name: /part of the picture/ });
  const { x, y } = (await cut.boundingBox())!;
  await page.mouse.move(x + 40, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + 280, y + 100, { steps: 5 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Save picture" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  expect(await colourOf(person.id)).toBe("blue");

  await page.getByRole("button", { name: "Remove picture" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove picture" }).click();
  await expect(page.getByRole("link", { name: "Add a picture" })).toBeVisible();
  expect((await page.request.get(response.url())).status()).toBe(404);
});

test("a file that only calls itself a picture is refused with what would be right", async ({ another }) => {
  const page = await another((await somebody()).email as Email);
  await page.goto("/account/picture");
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") });
  await expect(page.getByText("This picture cannot be read.")).toBeVisible();
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "wall.jpg", mimeType: "image/jpeg", buffer: await picture(8000, 5001) });
  await expect(page.getByText("Use a picture of at most 40 megapixels.")).toBeVisible();
  await expect(page.getByRole("img", { name: /part of the picture/ })).toHaveCount(0);
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "page.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>hello</html>") });
  await page.getByRole("button", { name: "Save picture" }).click();
  await expect(page.getByText("Choose a JPEG, PNG or WebP picture.").first()).toBeVisible();
});

test("the colours and the time zone that a person chose are theirs in another browser too", async ({ another }) => {
  const person = await somebody();
  await build.owner().activity.create({ data: { actorId: person.id, actorName: person.name, action: "sign-in", recordType: "user", recordId: person.id, recordName: person.name, at: new Date("2026-01-02T23:30:00Z") }, select: { id: true } });
  const page = await another(person.email as Email);
  await page.goto("/account/preferences");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("combobox", { name: /Time zone/ }).fill("Tokyo");
  await page.getByRole("option", { name: "Asia/Tokyo" }).click();
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const elsewhere = await another(person.email as Email);
  await elsewhere.goto("/account/activity");
  await expect(elsewhere.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(elsewhere.getByTitle("3 Jan 2026, 08:30 Asia/Tokyo")).toBeVisible();
  await elsewhere.getByRole("heading", { level: 1 }).click();
  await elsewhere.keyboard.press("Control+k");
  await expect(elsewhere.getByRole("searchbox", { name: "Find a customer" })).not.toBeFocused();
});

test("one's own profile, activity and a copy of one's data", async ({ another }) => {
  const person = await somebody();
  const page = await another(person.email as Email);
  await page.goto("/account");
  await page.getByRole("textbox", { name: "Phone" }).fill("+47 55 00 00 00");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(menuOf(page).first()).toBeVisible();

  await page.getByRole("link", { name: "Activity", exact: true }).last().click();
  await expect(page.getByRole("row", { name: /Edited their own profile/ })).toContainText("+47 55 00 00 00");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download your data" }).click();
  expect((await download).suggestedFilename()).toMatch(/^my-account-\d{4}-\d\d-\d\d\.json$/);
  await page.reload();
  await expect(page.getByRole("row", { name: /Took a copy of their data/ })).toBeVisible();
});
