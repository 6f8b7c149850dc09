// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import type { AccessPreview } from "@/lib/shared/access-preview";
import type { ActionResult } from "@/lib/shared/result";
import { ActionForm } from "./action-form";
import { HiddenVersion } from "./hidden-version";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }), unstable_rethrow: () => undefined }));

afterEach(() => {
  cleanup();
  push.mockReset();
});

const refusal: ActionResult = {
  ok: false,
  message: "Please mend one field.",
  fields: { email: "Write an email address." },
};

/** An edit form whose action gives these answers in turn and remembers what it was sent. */
function editForm(...answers: ActionResult[]) {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const action = async (_previous: unknown, form: FormData) => {
    sent.push(Object.fromEntries(form));
    return answers[sent.length - 1]!;
  };
  render(
    <ActionForm action={action} kind="edit" submit="Save customer">
      <HiddenVersion value={3} />
      <Field name="name" label="Name">
        <TextInput defaultValue="Fjordgata" />
      </Field>
      <Field name="email" label="Email">
        <TextInput />
      </Field>
      <Field name="territory" label="Territory">
        <Combobox options={[]} defaultValue={{ value: "7", label: "Hordaland" }} />
      </Field>
    </ActionForm>,
  );
  return sent;
}

const save = () => userEvent.click(screen.getByRole("button", { name: "Save customer" }));

test("a refusal loses nothing that was typed, says why at the field and takes the focus", async () => {
  editForm(refusal);
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.type(screen.getByLabelText("Name"), "New name");
  await userEvent.type(screen.getByLabelText("Email"), "nonsense");

  await save();

  await screen.findByText("Please mend one field.");
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("New name");
  const email = screen.getByLabelText<HTMLInputElement>("Email");
  expect(email.value).toBe("nonsense");
  expect(email.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(email.getAttribute("aria-describedby")!)?.textContent).toBe("Write an email address.");
  expect(document.activeElement?.textContent).toContain("Please mend one field.");
});

test("the faults stand in the order of the fields, whatever order they were found in", async () => {
  editForm({ ok: false, message: "4 fields need another look.", fields: { other: "Not known.", territory: "Choose one.", name: "Enter a name.", email: "Enter an address." } });

  await save();

  const faults = await screen.findAllByRole("listitem");
  expect(faults.map(({ textContent }) => textContent)).toEqual(["Enter a name.", "Enter an address.", "Choose one.", "Not known."]);
});

test("Discard brings back what stood there and puts the refusal aside", async () => {
  editForm(refusal);
  await userEvent.type(screen.getByLabelText("Name"), " changed");
  await save();
  await screen.findByText("Please mend one field.");

  await userEvent.click(screen.getByRole("button", { name: "Discard" }));

  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Fjordgata");
  expect(screen.queryByText("Please mend one field.")).toBeNull();
  expect(screen.queryByText("Not saved yet")).toBeNull();
});

test("a form that stands as it was filled is not called unsaved", async () => {
  editForm();
  expect(screen.queryByRole("button", { name: "Discard" })).toBeNull();
  await userEvent.type(screen.getByLabelText("Name"), "x");
  expect(screen.getByText("Not saved yet")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Name"), "{Backspace}");
  expect(screen.queryByText("Not saved yet")).toBeNull();
});

test("a clash is asked for field by field, and sent again with its base and the version that was seen", async () => {
  const clashes = [
    { field: "name", yours: "Mine", theirs: "Theirs", by: "Jonas Aas" },
    { field: "territory", yours: "7", theirs: "9", by: "Jonas Aas", said: { yours: "Inner", theirs: "Coast" } },
  ];
  const sent = editForm(
    { ok: false, message: "Somebody changed this customer.", clashes, version: 4 },
    { ok: true, value: { href: "/customers/1" } },
  );
  await save();
  await screen.findByText("Choose for each field, then save again.");

  await save();
  expect(sent).toHaveLength(1);

  await userEvent.click(screen.getByLabelText(/From Jonas Aas\s*Theirs/));
  await userEvent.click(screen.getByLabelText(/From Jonas Aas\s*Coast/));
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Theirs");
  await save();

  await vi.waitFor(() => expect(push).toHaveBeenCalledWith("/customers/1"));
  expect(sent[0]).toMatchObject({ version: "3", territory: "7" });
  expect(sent[1]).toEqual({ version: "3", _settled: "4:name,territory", name: "Theirs", email: "", territory: "9" });
});

test("what has been chosen stays chosen while more is asked about the same version, by the record's own names", async () => {
  const clash = (field: string, of?: string) => ({ ok: false as const, message: "Somebody changed this customer.", version: 4, clashes: [{ field, ...(of && { of }), yours: "mine", theirs: "other", by: "Jonas Aas" }] });
  const sent = editForm(clash("name"), clash("territory", "territoryId"), { ok: true, value: { href: "/customers/1" } });
  await save();
  for (const _ of [1, 2]) {
    await userEvent.click(await screen.findByLabelText(/From Jonas Aas\s*other/));
    await save();
  }

  await vi.waitFor(() => expect(push).toHaveBeenCalledWith("/customers/1"));
  expect(sent.map(({ _settled }) => _settled)).toEqual([undefined, "4:name", "4:name,territoryId"]);
});

const preview: AccessPreview = {
  token: "seen-1",
  people: 2,
  gained: [{ permission: "customers.view", deed: "Open a customer's profile and history", unit: "customer", people: 2, records: 340, archived: 0, isEach: true }],
  lost: [{ permission: "users.list", deed: "See people in lists", unit: "organization", people: 1, records: 1, archived: 0, isEach: true }],
  later: 0,
  rows: [{ id: 1, name: "Anna Aas", organization: "Nordlys", isInvited: false, gained: [{ unit: "customer", records: 340, archived: 0, deeds: ["Open a customer's profile and history"] }], lost: [] }],
  from: 0,
  visible: 1,
  samples: { gained: [{ id: 7, name: "Bakery" }], lost: [] },
};
const shown: ActionResult = { ok: false, message: "Look at what changes, then save.", preview };

test("people who do not all gain on all of the records are said to gain between them", async () => {
  const gained = preview.gained.map((sum) => ({ ...sum, isEach: false }));
  editForm({ ...shown, preview: { ...preview, gained } });
  await userEvent.type(screen.getByLabelText("Name"), " AS");
  await save();
  expect(await screen.findByText("2 people gain, between them, on 340 customers:")).toBeTruthy();
});

test("a change of access is shown before it is saved, and saved with what was shown", async () => {
  const sent = editForm(shown, { ok: true, value: {} });
  await userEvent.type(screen.getByLabelText("Name"), " AS");
  await save();

  const dialog = await screen.findByRole("dialog", { name: "What changes" });
  expect(within(dialog).getByText("2 people gain or lose access. Nothing is saved yet.")).toBeTruthy();
  expect(within(dialog).getByText("2 people gain on 340 customers:")).toBeTruthy();
  expect(within(dialog).getByText("1 person loses on 1 partner:")).toBeTruthy();
  expect(within(dialog).getByText("Anna Aas")).toBeTruthy();
  expect(within(dialog).getByText("1 person you may not see.")).toBeTruthy();
  expect(sent).toHaveLength(1);
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent[1]).toEqual({ ...sent[0], _preview: "seen-1" });
  expect(screen.queryByText("Not saved yet")).toBeNull();
});

test("going back from a preview saves nothing and keeps what was typed", async () => {
  const sent = editForm(shown);
  await userEvent.type(screen.getByLabelText("Name"), " AS");
  await save();

  await userEvent.click(await screen.findByRole("button", { name: "Go back" }));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent).toHaveLength(1);
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Fjordgata AS");
  expect(screen.getByText("Not saved yet")).toBeTruthy();
  expect(screen.queryByText("Look at what changes, then save.")).toBeNull();
});

test("a stale preview is told like any refusal", async () => {
  editForm(shown, { ok: false, message: "Access has changed since you looked. Look at the preview again." });
  await save();
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Save" }));

  await screen.findByText("Access has changed since you looked. Look at the preview again.");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("once saved, the form is no longer unsaved and sends the version it was given", async () => {
  const sent = editForm({ ok: true, value: { version: 8 } }, { ok: true, value: {} });
  await userEvent.type(screen.getByLabelText("Name"), " AS");
  await save();
  await vi.waitFor(() => expect(screen.queryByText("Not saved yet")).toBeNull());
  await userEvent.type(screen.getByLabelText("Name"), "A");
  await save();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({ version: "8", name: "Fjordgata ASA" });
});

test("when the portal is too busy to answer, the form says so and keeps what was typed", async () => {
  const action = () => Promise.reject(new Error("An unexpected response was received from the server."));
  render(
    <ActionForm action={action} submit="Save customer">
      <Field name="name" label="Name">
        <TextInput />
      </Field>
    </ActionForm>,
  );
  await userEvent.type(screen.getByLabelText("Name"), "Typed before");

  await save();

  expect(await screen.findByText(/busy or out of reach/)).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Typed before");
});
