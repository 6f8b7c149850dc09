// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { AppLink } from "@/components/ui/app-link";
import { LinkTravel } from "./link-travel";

const router = { push: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router }));

afterEach(() => {
  cleanup();
  router.push.mockReset();
});

function links() {
  render(
    <>
      <AppLink href="/customers/2">
        <b>Bryggen</b>
      </AppLink>
      <AppLink href="/customers?sort=-name" stay>
        Name
      </AppLink>
      <a href="/customers.csv">Export</a>
      <LinkTravel />
    </>,
  );
}

test("a plain press changes the page without a reload, on a part of the link too; some keep their place", () => {
  links();
  expect(fireEvent.click(screen.getByText("Bryggen"))).toBe(false);
  expect(router.push).toHaveBeenLastCalledWith("/customers/2", { scroll: true });
  fireEvent.click(screen.getByText("Name"));
  expect(router.push).toHaveBeenLastCalledWith("/customers?sort=-name", { scroll: false });
});

test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])("%o leaves the press to the browser", (keys) => {
  links();
  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
  fireEvent.click(screen.getByText("Bryggen"), keys);
  expect(router.push).not.toHaveBeenCalled();
});

test("links to files are the browser's, and so is what somebody else has stopped", () => {
  links();
  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
  fireEvent.click(screen.getByText("Export"));
  const stop = (event: Event) => event.preventDefault();
  document.addEventListener("click", stop, { capture: true, once: true });
  fireEvent.click(screen.getByText("Bryggen"));
  expect(router.push).not.toHaveBeenCalled();
});
