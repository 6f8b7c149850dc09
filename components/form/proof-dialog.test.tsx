// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/shared/result";
import { ActionForm } from "./action-form";
import { ProofContext } from "./proof-dialog";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

afterEach(cleanup);

const asked: ActionResult = { ok: false, message: "Show once more that it is you.", stepUp: ["code", "recovery"] };

function guardedForm(...answers: ActionResult[]) {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const action = async (_previous: unknown, form: FormData) => {
    sent.push(Object.fromEntries(form));
    return answers[sent.length - 1]!;
  };
  render(
    <ProofContext value={({ ways, onProved }) => <button onClick={onProved}>Prove by {ways.join(" or ")}</button>}>
      <ActionForm action={action} submit="Create token">
        <Field name="name" label="Name">
          <TextInput />
        </Field>
      </ActionForm>
    </ProofContext>,
  );
  return sent;
}

test("a form that needs a proof asks for it, keeps what was typed, and is sent once more with the same", async () => {
  const sent = guardedForm(asked, { ok: true, value: {} });
  await userEvent.type(screen.getByLabelText("Name"), "Nightly");
  await userEvent.click(screen.getByRole("button", { name: "Create token" }));
  await userEvent.click(await screen.findByRole("button", { name: "Prove by code or recovery" }));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent).toEqual([{ name: "Nightly" }, { name: "Nightly" }]);
});

test("closing it sends nothing more, and the form stands as it was", async () => {
  const sent = guardedForm(asked);
  await userEvent.type(screen.getByLabelText("Name"), "Nightly");
  await userEvent.click(screen.getByRole("button", { name: "Create token" }));
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent).toHaveLength(1);
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Nightly");
  expect(screen.queryByText("Show once more that it is you.")).toBeNull();
});
