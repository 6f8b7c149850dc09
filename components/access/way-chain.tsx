import type { ReactNode } from "react";
import { Chain } from "@/components/ui/chain";
import { DateTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";

export type WayWords = {
  role: string;
  scope: string;
  level: "read" | "write";
  via: readonly string[];
  until: Date | string | null;
};

/** One way of holding access, step by step: the person, the groups, the role, the records, the level and the end. */
export function WayChain({ person, way }: { person: string; way: WayWords }) {
  const { role, scope, level, via, until } = way;
  const steps: ReactNode[] = [
    ...groupSteps(person, via),
    via.length === 0 ? rich("<b>{person}</b> holds the role <b>{role}</b>", { person, role, b }) : rich("The group holds the role <b>{role}</b>", { role, b }),
    level === "read" ? rich("on <b>{scope}</b>, to read", { scope, b }) : rich("on <b>{scope}</b>, to read and write", { scope, b }),
    ...(until === null ? [] : [rich("until {time}", { time: <DateTime at={until} /> })]),
  ];
  return <Chain steps={steps} />;
}

const groupSteps = (person: string, via: readonly string[]): ReactNode[] =>
  via.map((group, index) => (index === 0 ? rich("<b>{person}</b> is in the group <b>{group}</b>", { person, group, b }) : rich("It is inside the group <b>{group}</b>", { group, b })));

const b = (text: ReactNode) => <b>{text}</b>;
