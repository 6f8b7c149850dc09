"use client";

import { useDirection } from "@base-ui/react/direction-provider";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { alongReading } from "./along";
import { classNames } from "./class-names";
import { DownMark, RightMark } from "./marks";
import { isBranch as hasLevelBelow, treeStep, visibleNodes, type TreeNode, type TreeStep } from "./tree-walk";

type Props = {
  label: string;
  nodes: TreeNode[];
  /** Ids that are open at first; the upper two levels when absent. */
  open?: string[];
  /** Id of the node that the page is about. */
  current?: string;
  /** Told which nodes are open after each opening and closing. */
  onOpenChange?: (open: string[]) => void;
};

const upperLevels = (nodes: TreeNode[]) =>
  nodes.flatMap((node) => [node.id, ...(node.children ?? []).map(({ id }) => id)]);

type Shared = {
  prefix: string;
  open: ReadonlySet<string>;
  focused: string;
  current?: string;
  onToggle: (id: string) => void;
};

function Branch({ node, level, shared }: { node: TreeNode; level: number; shared: Shared }) {
  const { prefix, open, focused, current, onToggle } = shared;
  const children = node.children ?? [];
  const isBranch = hasLevelBelow(node);
  const isOpen = isBranch && open.has(node.id);
  const labelId = `${prefix}-${node.id}-label`;
  return (
    <li
      role="treeitem"
      id={`${prefix}-${node.id}`}
      data-node={node.id}
      aria-level={level}
      aria-labelledby={labelId}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-current={node.id === current ? "true" : undefined}
      aria-selected={node.id === focused}
      tabIndex={node.id === focused ? 0 : -1}
      className="tree-node"
    >
      <NodeLine
        node={node}
        labelId={labelId}
        isCurrent={node.id === current}
        isOpen={isBranch ? isOpen : null}
        onToggle={onToggle}
      />
      {isOpen && children.length > 0 && (
        <ul role="group" className="ms-2 border-s border-line ps-1 sm:ms-3.5 sm:ps-2">
          {children.map((child) => (
            <Branch key={child.id} node={child} level={level + 1} shared={shared} />
          ))}
        </ul>
      )}
    </li>
  );
}

type LineProps = {
  node: TreeNode;
  labelId: string;
  isCurrent: boolean;
  isOpen: boolean | null;
  onToggle: (id: string) => void;
};

function NodeLine({ node, labelId, isCurrent, isOpen, onToggle }: LineProps) {
  return (
    <span
      className={classNames(
        "tree-line flex min-h-8 items-center gap-1 rounded-md pe-2 hover:bg-sunken",
        isCurrent && "bg-accent-wash",
      )}
    >
      {isOpen === null ? (
        <span className="w-7 flex-none" />
      ) : (
        <span
          className="grid size-7 flex-none cursor-pointer place-items-center text-ink-2"
          onClick={() => onToggle(node.id)}
        >
          {isOpen ? <DownMark /> : <RightMark className="rtl:-scale-x-100" />}
        </span>
      )}
      <span id={labelId} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {node.href ? (
          <Link href={node.href} tabIndex={-1} prefetch={false} className="py-1 wrap-anywhere hover:underline">
            {node.label}
          </Link>
        ) : (
          <span className="wrap-anywhere">{node.label}</span>
        )}
        {node.hint && <span className="text-xs text-ink-2">{node.hint}</span>}
      </span>
    </span>
  );
}

/** Records in their hierarchy. Arrows walk and open, Enter follows the link, a letter jumps. */
export function Tree({ label, nodes, open: openAtFirst, current, onOpenChange }: Props) {
  const prefix = useId();
  const router = useRouter();
  const way = useDirection();
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(openAtFirst ?? upperLevels(nodes)));
  const visible = visibleNodes(nodes, open);
  const [wanted, setWanted] = useState(current ?? nodes[0]?.id ?? "");
  const focused = visible.some(({ node }) => node.id === wanted) ? wanted : (nodes[0]?.id ?? "");

  const toggle = (id: string) => {
    const after = open.has(id) ? [...open].filter((each) => each !== id) : [...open, id];
    setOpen(new Set(after));
    onOpenChange?.(after);
  };
  const take = (step: TreeStep) => {
    if (step.open ?? step.close) toggle((step.open ?? step.close)!);
    if (!step.focus) return;
    setWanted(step.focus);
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(step.focus)}"]`)?.focus();
  };
  const enter = (event: KeyboardEvent) => {
    const node = visible.find((entry) => entry.node.id === focused)?.node;
    if (event.target instanceof HTMLAnchorElement || !node) return;
    event.preventDefault();
    if (node.href && event.key === "Enter") router.push(node.href);
    else toggle(node.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") return enter(event);
    const step = treeStep(alongReading(event.key, way), visible, focused, open);
    if (!step) return;
    event.preventDefault();
    take(step);
  };
  const shared = { prefix, open, focused, current, onToggle: toggle };
  return (
    <ul ref={list} role="tree" aria-label={label} onKeyDown={press} className="text-sm">
      {nodes.map((node) => (
        <Branch key={node.id} node={node} level={1} shared={shared} />
      ))}
    </ul>
  );
}
