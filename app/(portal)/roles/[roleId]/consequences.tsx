import { Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/access/viewer";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";

/** Whom a change of what a role allows would touch. */
export function Consequences({ viewer, role }: { viewer: Viewer; role: RoleDetail }) {
  const isHeld = viewer.facts.grants.some((grant) => grant.role.id === role.id);
  if (isHeld) return <Notice tone="caution">{t("You hold this role yourself, so you can take permissions out of it, but not add any.")}</Notice>;
  const holders = role.grantCount ? `${t("{count, plural, one {# grant uses} other {# grants use}}", { count: role.grantCount })} this ${role.isTemplate ? "template itself" : "role"}: what you change counts for its holders at once.` : "";
  const clones = role.clones.count > 0 ? `${t("{count, plural, one {# role that was} other {# roles that were}}", { count: role.clones.count })} cloned from it ${role.clones.count === 1 ? "keeps what it has and is" : "keep what they have and are"} shown a proposal.` : "";
  const words = [holders, clones].filter(Boolean).join(" ");
  return words ? <Notice>{words}</Notice> : null;
}
