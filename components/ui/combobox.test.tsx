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
  await userEvent.click(screen.getByRole("button", { name: "Ask" }));
  expect(sent).toEqual([["2"]]);
});
