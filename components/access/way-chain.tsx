import type { ReactNode } from "react";
import { Chain } from "@/components/ui/chain";
import { DateTime } from "@/components/ui/relative-time";

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
  const holds = (
    <>
      {via.length === 0 ? "holds" : "The group holds"} the role <b>{role}</b>
    </>
  );
  const steps: ReactNode[] = [
    ...groupSteps(person, via),
    via.length === 0 ? (
      <>
        <b>{person}</b> {holds}
      </>
    ) : (
      holds
    ),
    <>
      on <b>{scope}</b>, {level === "read" ? "to read" : "to read and write"}
    </>,
    ...(until === null ? [] : [<>until <DateTime at={until} /></>]),
  ];
  return <Chain steps={steps} />;
}

const groupSteps = (person: string, via: readonly string[]): ReactNode[] =>
  via.map((group, index) =>
    index === 0 ? (
      <>
        <b>{person}</b> is in the group <b>{group}</b>
      </>
    ) : (
      <>
        It is inside the group <b>{group}</b>
      </>
    ),
  );
