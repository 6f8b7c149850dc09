import { msg, t } from "./language/text";
import { readyTexts } from "./ready-texts";

const { ready, shown, kept, showing, beginning } = readyTexts();

/** What the role templates that come ready are called and for, by their key (lib/access/templates.ts). */
export const readyRoles = {
  "full-access": { name: ready(msg("Full access")), description: ready(msg("Everything, in the whole scope it is given on.")) },
  "operator-administrator": { name: ready(msg("Operator administrator")), description: ready(msg("Looks after partners, people, groups, roles, territories and programs; does not touch customers.")) },
  "channel-manager": { name: ready(msg("Channel manager")), description: ready(msg("Brings partners on and looks after their people, territories and programs.")) },
  "partner-owner": { name: ready(msg("Partner owner")), description: ready(msg("Everything a partner does in its own part of the tree.")) },
  manager: { name: ready(msg("Manager")), description: ready(msg("Looks after the partner's own customers.")) },
  "contact-editor": { name: ready(msg("Contact assistant")), description: ready(msg("Sees customers and keeps their contact details right, nothing else.")) },
  "front-desk": { name: ready(msg("Front desk, view only")), description: ready(msg("Finds customers and reads their profile; goes with the read-only cap.")) },
  executive: { name: ready(msg("Executive")), description: ready(msg("Reads partners, programs and the activity log.")) },
  auditor: { name: ready(msg("Auditor")), description: ready(msg("Reads everything; goes with the read-only cap.")) },
};

/** The name of a role, or what it is for, as its reader sees it: that of a ready template in their language, as long as nobody has changed it. */
export const roleText = shown;

/** How the name of a role, or what it is for, is kept that somebody read, and sends. */
export const keptRoleText = kept;

/** The kept texts without this word in which the reader sees it. */
export const roleTextsShowing = showing;

/** What a record is called after a role and its holder: "Manager for Ida". */
export function roleForText(text: string): string {
  const roleName = beginning(text, " for ");
  return roleName === undefined ? text : t("{roleName} for {holderName}", { roleName: roleText(roleName), holderName: text.slice(roleName.length + 5) });
}
