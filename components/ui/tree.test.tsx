// @vitest-environment happy-dom
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Tree } from "./tree";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

afterEach(() => {
  cleanup();
  push.mockReset();
});

const nodes = [
  {
    id: "1",
    label: "Nordnet",
    children: [
      { id: "2", label: "North", children: [{ id: "3", label: "Bergen", href: "/organizations/3" }] },
      { id: "4", label: "South" },
    ],
  },
];

const focused = () => document.activeElement?.getAttribute("data-node");

test("arrows walk, open and close; only one node is a tab stop", async () => {
  render(<Tree label="Partners" nodes={nodes} open={["1"]} />);
  expect(screen.getAllByRole("treeitem").filter((item) => item.tabIndex === 0)).toHaveLength(1);
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}");
  expect(focused()).toBe("2");
  expect(screen.queryByText("Bergen")).toBeNull();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(focused()).toBe("3");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(focused()).toBe("2");
  expect(screen.queryByText("Bergen")).toBeNull();
  await userEvent.keyboard("{End}");
  expect(focused()).toBe("4");
  await userEvent.keyboard("{Home}");
  expect(focused()).toBe("1");
});

test("a letter jumps, Enter follows the link", async () => {
  render(<Tree label="Partners" nodes={nodes} open={["1", "2"]} />);
  await userEvent.tab();
  await userEvent.keyboard("b");
  expect(focused()).toBe("3");
  await userEvent.keyboard("{Enter}");
  expect(push).toHaveBeenCalledExactlyOnceWith("/organizations/3");
});

test("the current node is said to be current and holds the tab stop", async () => {
  render(<Tree label="Partners" nodes={nodes} open={["1"]} current="4" />);
  await userEvent.tab();
  expect(focused()).toBe("4");
  expect(screen.getByRole("treeitem", { name: "South" }).getAttribute("aria-current")).toBe("true");
});

test("read from right to left, the left arrow opens and the right one closes", async () => {
  render(
    <DirectionProvider direction="rtl">
      <Tree label="Partners" nodes={nodes} open={["1"]} />
    </DirectionProvider>,
  );
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{ArrowLeft}");
  expect(screen.getByText("Bergen")).toBeTruthy();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.queryByText("Bergen")).toBeNull();
});
