import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { permissions, withImplied } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { editorStart } from "@/lib/domain/grants/choices";
import { lockedPermissions } from "@/lib/domain/grants/givable";
import { grantNow } from "@/lib/domain/grants/described";
import { getGrant } from "@/lib/domain/grants/queries";
import type { GrantDetail } from "@/lib/domain/grants/rows";
import type { GroupDetail } from "@/lib/domain/groups/rows";
import { roleBehind, type RoleBehind } from "@/lib/domain/groups/security-queries";
import { t } from "@/lib/shared/language/text";
import { pageData } from "@/lib/web/page-data";
import { grantLookups } from "../../grants/grant-lookups";
import { levelWords } from "../../grants/grant-words";
import { RoleMatrixField } from "../../roles/role-fields";
import { updateSecurityGroupAction } from "../actions";
import { SecurityGroupEditor } from "./security-group-editor";

type Props = { viewer: Viewer; group: GroupDetail; grantId: number };

/** The one access of a security group: read by those who may look, edited whole by those who may give. */
export async function OneAccess({ viewer, group, grantId }: Props) {
  const grant = await pageData(getGrant(viewer, grantId));
  const role = await pageData(roleBehind(viewer, grantId));
  if (!role) return null;
  const isEditable = grant.can.change && group.archivedAt === null;
  return isEditable ? <Editor viewer={viewer} grant={grant} role={role} /> : <ReadOnly viewer={viewer} grant={grant} role={role} />;
}

type OneProps = { viewer: Viewer; grant: GrantDetail; role: RoleBehind };

async function Editor({ viewer, grant, role }: OneProps) {
  const { groupId, organizationId, places, level, from, until, reason } = grant;
  const start = await pageData(editorStart(viewer, { userId: null, groupId, roleId: role.id, scope: places }));
  const lacked = await pageData(lockedPermissions(viewer, { userId: null, groupId, organizationId, scope: places, level: "write" }));
  const held = new Set<string>(withImplied(role.permissions));
  // What the group gives already may be taken away by everybody who may change it.
  const locked = Object.fromEntries(Object.entries(lacked).filter(([key]) => !held.has(key)));
  const { notes } = await pageData(grantNow(viewer, { userId: null, groupId, terms: { ...places, roleId: role.id, level, from, until, reason } }));
  return (
    <ActionForm action={updateSecurityGroupAction} kind="edit" submit={t("Update group")} pending={t("Updating")} className="flex flex-col gap-4">
      <input type="hidden" name="grantId" value={grant.id} />
      <input type="hidden" name="roleId" value={role.id} />
      <input type="hidden" name="roleVersion" value={role.version} />
      <HiddenVersion value={grant.version} />
      {notes.map((note) => (
        <Notice key={note} tone="caution">
          {note}
        </Notice>
      ))}
      <SecurityGroupEditor start={start} lookups={grantLookups(viewer)} stands={{ level, from, until, reason, places }} />
      {!role.isOwn && (
        <Notice title={t("The role {role} is used elsewhere as well.", { role: role.name })}>
          <p>{t("If you change permissions here, this group gets a role of its own, made from it. Nobody else is touched.")}</p>
        </Notice>
      )}
      <RoleMatrixField granted={role.permissions} locked={locked} help={t("What people of this group may do there. What you may not do on everything the group covers is locked.")} />
    </ActionForm>
  );
}

async function ReadOnly({ viewer, grant, role }: OneProps) {
  const { userId, groupId, places, level, from, until, reason, isToSelf, hides } = grant;
  const { customers, notes } = await pageData(grantNow(viewer, { userId, groupId, terms: { ...places, roleId: role.id, level, from, until, reason } }));
  return (
    <Panel title={t("What it gives")}>
      <div className="flex flex-col gap-3">
        {isToSelf && <Notice>{t("You are in this group yourself, so somebody else has to change it.")}</Notice>}
        {hides && <Notice>{t("It names customers or partners that you may not see, so you cannot change it.")}</Notice>}
        {notes.map((note) => (
          <Notice key={note} tone="caution">
            {note}
          </Notice>
        ))}
        <Facts
          facts={[
            { label: t("It reaches"), value: grant.scope },
            ...(customers ? [{ label: t("Customers now"), value: customers }] : []),
            { label: t("Role"), value: role.name },
            { label: t("Level"), value: t(levelWords[level]) },
          ]}
        />
        <PermissionMatrix label={t("Permissions")} entries={permissions} granted={role.permissions} readOnly />
      </div>
    </Panel>
  );
}
