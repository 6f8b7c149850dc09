// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Panel } from "@/components/ui/panel";
import { ToastRegion } from "@/components/ui/toast";
import { ConfirmButton } from "./confirm-button";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

afterEach(cleanup);

/** Two browsers, each to sign out; what is signed out leaves the list together with the answer, as a page does that comes anew with it. */
function Sessions() {
  const [rows, setRows] = useState(["Firefox", "Chrome"]);
  const end = async (_previous: unknown, form: FormData) => {
    setRows((before) => before.filter((row) => row !== form.get("row")));
    return { ok: true as const, value: null, message: `${String(form.get("row"))} is signed out.` };
  };
  return (
    <>
      <h1>Account</h1>
      <Panel title="Where you are signed in">
        <ul>
          {rows.map((row) => (
            <li key={row}>
              <ConfirmButton label={`End ${row}`} title="End it?" sentence="At once." confirm="End session" action={end} values={{ row }} />
            </li>
          ))}
        </ul>
      </Panel>
      <ToastRegion />
    </>
  );
}

test("a removal that takes its own button away still says what was done, and the focus stays at the list", async () => {
  render(<Sessions />);
  await userEvent.click(screen.getByRole("button", { name: "End Chrome" }));
  await userEvent.click(await screen.findByRole("button", { name: "End session" }));

  expect(await screen.findByText("Chrome is signed out.", { selector: "h2, [class*=font]" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "End Chrome" })).toBeNull();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Where you are signed in"));
});

test("closed without doing it, the focus goes back to the button", async () => {
  render(<Sessions />);
  const button = screen.getByRole("button", { name: "End Firefox" });
  await userEvent.click(button);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));

  await vi.waitFor(() => expect(document.activeElement).toBe(button));
});

/** A record whose button asks the opposite as soon as it is archived; the answer brings both at once. */
function Role() {
  const [archived, setArchived] = useState(false);
  const turn = async () => {
    setArchived((before) => !before);
    return { ok: true as const, value: null, message: "Done." };
  };
  const word = archived ? "Restore" : "Archive";
  return <ConfirmButton title={`${word} the role?`} sentence={`To ${word}.`} confirm={word} action={turn} />;
}

test("a dialog that was agreed to never asks the opposite on its way out", async () => {
  render(<Role />);
  const seen = new Set<string>();
  const watch = new MutationObserver(() => {
    for (const dialog of document.querySelectorAll("[role=dialog]")) seen.add(dialog.textContent ?? "");
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  await userEvent.click(screen.getByRole("button", { name: "Archive" }));
  await userEvent.click((await screen.findAllByRole("button", { name: "Archive" })).at(-1)!);
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  watch.disconnect();

  expect([...seen].filter((text) => text.includes("Restore"))).toEqual([]);
  expect([...seen].some((text) => text.includes("Archive"))).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: "Restore" }));
  expect(await screen.findByRole("heading", { name: "Restore the role?" })).toBeTruthy();
});
