// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/shared/result";
import { ActionForm } from "./action-form";
import { HiddenVersion } from "./hidden-version";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

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

test("a clash is asked for field by field, and sent again with the newer version", async () => {
  const clashes = [
    { field: "name", yours: "Mine", theirs: "Theirs", by: "Jonas Aas" },
    { field: "territory", yours: "7", theirs: "9", by: "Jonas Aas" },
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
  await userEvent.click(screen.getByLabelText(/From Jonas Aas\s*9/));
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Theirs");
  await save();

  await vi.waitFor(() => expect(push).toHaveBeenCalledWith("/customers/1"));
  expect(sent[0]).toMatchObject({ version: "3", territory: "7" });
  expect(sent[1]).toEqual({ version: "4", name: "Theirs", email: "", territory: "9" });
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
