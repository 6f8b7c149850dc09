import type { ReactNode } from "react";
import { Chain } from "@/components/ui/chain";
import { DateTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";

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
      {rich("{value} the role <b>{role}</b>", { value: via.length === 0 ? t("holds") : t("The group holds"), role, b: (text) => <b>{text}</b> })}
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
      {rich("on <b>{scope}</b>, {value}", { scope, b: (text) => <b>{text}</b>, value: level === "read" ? t("to read") : t("to read and write") })}
    </>,
    ...(until === null ? [] : [<>{rich("until {dateTime}", { dateTime: <DateTime at={until} /> })}</>]),
  ];
  return <Chain steps={steps} />;
}

const groupSteps = (person: string, via: readonly string[]): ReactNode[] =>
  via.map((group, index) =>
    index === 0 ? (
      <>
        {rich("<b>{person}</b> is in the group <b2>{group}</b2>", { person, b: (text) => <b>{text}</b>, group, b2: (text) => <b>{text}</b> })}
      </>
    ) : (
      <>
        {rich("It is inside the group <b>{group}</b>", { group, b: (text) => <b>{text}</b> })}
      </>
    ),
  );
