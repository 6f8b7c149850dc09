// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { Combobox } from "./combobox";

afterEach(cleanup);

const towns = ["Bergen", "Bonn"].map((label, at) => ({ value: String(at + 1), label }));

/** The town of each time that the form was sent. */
function form(multiple: boolean) {
  const sent: unknown[] = [];
  render(
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sent.push(new FormData(event.currentTarget).getAll("town"));
      }}
    >
      {multiple ? <Combobox multiple name="town" aria-label="Town" options={towns} /> : <Combobox name="town" aria-label="Town" options={towns} />}
      <button>Ask</button>
    </form>,
  );
  return sent;
}

test.each([false, true])("words that name nothing are not sent off by Enter and stay; a choice is made by it and then sent (several: %s)", async (multiple) => {
  const sent = form(multiple);
  const input = screen.getByRole<HTMLInputElement>("combobox", { name: "Town" });
  await userEvent.type(input, "Nowhere{Enter}");
  expect([input.value, sent]).toEqual(["Nowhere", []]);
  await userEvent.clear(input);
  await userEvent.type(input, "Bon{Enter}");
  await userEvent.click(screen.getByText("Ask"));
  expect(sent).toEqual([["2"]]);
});

test.each([false, true])("words that name nothing stay when the field is left, are told, and are not sent off (several: %s)", async (multiple) => {
  const sent = form(multiple);
  const input = screen.getByRole<HTMLInputElement>("combobox", { name: "Town" });
  await userEvent.type(input, "Nowhere");
  await userEvent.click(screen.getByText("Ask"));
  expect((await screen.findByRole("alert")).textContent).toBe("“Nowhere” is not chosen yet. Choose one from the list, or empty the field.");
  expect([input.value, sent, input.getAttribute("aria-invalid"), input.validity.customError]).toEqual(["Nowhere", [], "true", true]);
  await userEvent.clear(input);
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(input, "Bon{Enter}");
  await userEvent.click(screen.getByText("Ask"));
  expect(sent).toEqual([["2"]]);
});

test("what was chosen stands again when other words that name nothing are left", async () => {
  const sent = form(false);
  const input = screen.getByRole<HTMLInputElement>("combobox", { name: "Town" });
  await userEvent.type(input, "Bon{Enter}");
  await userEvent.type(input, "nowhere");
  await userEvent.click(screen.getByText("Ask"));
  expect(screen.queryByRole("alert")).toBeNull();
  expect([input.value, sent]).toEqual(["Bonn", [["2"]]]);
});
