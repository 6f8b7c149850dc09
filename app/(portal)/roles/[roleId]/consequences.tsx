import { Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/access/viewer";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";

/** Whom a change of what a role allows would touch. */
export function Consequences({ viewer, role }: { viewer: Viewer; role: RoleDetail }) {
  const isHeld = viewer.facts.grants.some((grant) => grant.role.id === role.id);
  if (isHeld) return <Notice tone="caution">{t("You hold this role yourself, so you can take permissions out of it, but not add any.")}</Notice>;
  const words = [holdersWords(role), clonesWords(role)].filter(Boolean).join(" ");
  return words ? <Notice>{words}</Notice> : null;
}

function holdersWords({ grantCount, isTemplate }: RoleDetail): string {
  if (!grantCount) return "";
  return isTemplate
    ? t("{count, plural, one {# grant uses} other {# grants use}} this template itself: what you change counts for its holders at once.", { count: grantCount })
    : t("{count, plural, one {# grant uses} other {# grants use}} this role: what you change counts for its holders at once.", { count: grantCount });
}

function clonesWords({ clones: { count } }: RoleDetail): string {
  if (count === 0) return "";
  return t(
    "{count, plural, one {# role that was cloned from it keeps what it has and is shown a proposal.} other {# roles that were cloned from it keep what they have and are shown a proposal.}}",
    { count },
  );
}
