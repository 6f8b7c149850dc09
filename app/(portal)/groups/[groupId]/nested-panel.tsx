import Link from "next/link";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Badge } from "@/components/ui/badge";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { GroupDetail } from "@/lib/domain/groups/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { nestGroupAction, unnestGroupAction } from "../actions";
import { groupTypes } from "../group-type";

type Nested = GroupDetail["inside"][number];

/** The groups inside this one, whose people are in it too, and those that it is inside of. */
export function NestedPanel({ group }: { group: GroupDetail }) {
  const { id, name, type, inside, within, archivedAt, can } = group;
  const mayNest = can.manageMembers && archivedAt === null && type !== "rule";
  if (inside.length === 0 && within.length === 0 && !mayNest) return null;
  return (
    <Panel
      title={t("Groups in it and around it")}
      sentence={t("People of a group inside are in this one too, and hold what it gives.")}
      actions={mayNest && <NestButton groupId={id} name={name} />}
    >
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <section className="min-w-0">
          <h3 className="mb-1 text-sm text-ink-2">{t("Inside {name}", { name })}</h3>
          <NestedList groups={inside} empty={t("No group is inside.")} takeOutOf={can.manageMembers ? { id, name } : null} />
        </section>
        <section className="min-w-0">
          <h3 className="mb-1 text-sm text-ink-2">{t("{name} is inside", { name })}</h3>
          <NestedList groups={within} empty={t("It is in no other group.")} takeOutOf={null} />
        </section>
      </div>
    </Panel>
  );
}

type ListProps = { groups: readonly Nested[]; empty: string; takeOutOf: { id: number; name: string } | null };

function NestedList({ groups, empty, takeOutOf }: ListProps) {
  if (groups.length === 0) return <p className="text-sm text-ink-2">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <li key={group.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
          <span className="min-w-0 flex-1">
            <Link className="link font-[560]" href={paths.group(group.id)} prefetch={false}>
              {group.name}
            </Link>{" "}
            <span className="text-ink-2">{t(groupTypes[group.type].word)}</span> {group.archivedAt && <Badge>{t("Archived")}</Badge>}
          </span>
          {takeOutOf && (
            <ConfirmButton
              label={t("Take out")}
              size="small"
              buttonLook="quiet"
              title={t("Take {group} out of {takeOutOf}?", { group: group.name, takeOutOf: takeOutOf.name })}
              sentence={t("Its people lose at once what only {takeOutOf} gave them.", { takeOutOf: takeOutOf.name })}
              confirm={t("Take out")}
              pending={t("Taking out")}
              action={unnestGroupAction}
              values={{ groupId: takeOutOf.id, memberId: group.id }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const NestButton = ({ groupId, name }: { groupId: number; name: string }) => (
  <ConfirmButton
    label={t("Put a group inside")}
    size="small"
    title={t("Put a group inside {name}", { name })}
    sentence={t("Everybody in it, now or later, will hold what {name} gives.", { name })}
    confirm={t("Put inside")}
    pending={t("Putting inside")}
    look="primary"
    action={nestGroupAction}
    values={{ groupId }}
  >
    <Field name="memberId" label={t("Group")} required>
      <Combobox fetchUrl="/api/lookup/groups" placeholder={t("Find a group")} />
    </Field>
  </ConfirmButton>
);
