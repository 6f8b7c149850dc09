// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { Popover } from "./popover";

afterEach(cleanup);

test("a popover that was never opened says what it is, and the first press opens it", async () => {
  render(
    <Popover label="View" trigger={<button type="button">View</button>}>
      <p>Columns</p>
    </Popover>,
  );
  const button = screen.getByRole("button", { name: "View" });
  expect([button.getAttribute("aria-haspopup"), button.getAttribute("aria-expanded")]).toEqual(["dialog", "false"]);
  expect(screen.queryByText("Columns")).toBeNull();

  await userEvent.click(button);

  expect(await screen.findByText("Columns")).toBeTruthy();
  expect(screen.getByRole("button", { name: "View" }).getAttribute("aria-expanded")).toBe("true");
});
