export type TreeNode = {
  id: string;
  label: string;
  /** A quiet word behind the name, such as a count. */
  hint?: string;
  href?: string;
  children?: TreeNode[];
  /** Has a level below that is not here yet: it is asked for when the node opens. */
  isMore?: boolean;
};

export type VisibleNode = { node: TreeNode; parent: string | null };

/** The nodes that can be seen, from top to bottom. */
export function visibleNodes(
  nodes: TreeNode[],
  open: ReadonlySet<string>,
  parent: string | null = null,
): VisibleNode[] {
  return nodes.flatMap((node) => [
    { node, parent },
    ...(node.children && open.has(node.id) ? visibleNodes(node.children, open, node.id) : []),
  ]);
}

export type TreeStep = { focus?: string; open?: string; close?: string };

/** True when there is a level below, here or still to be asked for. */
export const isBranch = (node: TreeNode) => (node.children?.length ?? 0) > 0 || node.isMore === true;

function sideways(key: string, here: VisibleNode, isOpen: boolean): TreeStep | null {
  const { node, parent } = here;
  if (key === "ArrowRight") {
    if (!isBranch(node)) return {};
    return isOpen ? { focus: node.children?.[0]?.id } : { open: node.id };
  }
  if (isBranch(node) && isOpen) return { close: node.id };
  return parent === null ? {} : { focus: parent };
}

function byLetter(key: string, visible: VisibleNode[], index: number): TreeStep | null {
  if (key.length !== 1 || key === " ") return null;
  const after = [...visible.slice(index + 1), ...visible.slice(0, index + 1)];
  const found = after.find(({ node }) => node.label.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
  return found ? { focus: found.node.id } : {};
}

/** What a key does in a tree, as the ARIA practices have it; null when it does nothing. */
export function treeStep(
  key: string,
  visible: VisibleNode[],
  current: string,
  open: ReadonlySet<string>,
): TreeStep | null {
  const index = visible.findIndex(({ node }) => node.id === current);
  const here = visible[index];
  if (!here) return null;
  const to = (position: number): TreeStep => ({ focus: visible[position]?.node.id });
  if (key === "ArrowDown") return to(index + 1);
  if (key === "ArrowUp") return to(index - 1);
  if (key === "Home") return to(0);
  if (key === "End") return to(visible.length - 1);
  if (key === "ArrowRight" || key === "ArrowLeft") return sideways(key, here, open.has(current));
  return byLetter(key, visible, index);
}
