import "server-only";
import sql from "sql-template-tag";
import { authorizeSelf } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";

/** What stands about oneself. */
export type OwnProfile = {
  id: number;
  name: string;
  email: string;
  phone: string | null;
  contactNote: string | null;
  picture: string | null;
  jobRole: string | null;
  region: string | null;
  organizationName: string;
  readOnly: boolean;
  expiresAt: Date | null;
  lastSignInAt: Date | null;
  createdAt: Date;
  version: number;
};

/** The viewer's own profile. Needs no permission: it is about oneself. */
export async function getOwnProfile(viewer: Viewer): Promise<OwnProfile> {
  authorizeSelf(viewer);
  const profile = await firstRow<OwnProfile>(
    pool(),
    sql`SELECT u.id, u.name, u.email, u.phone, u.contact_note AS "contactNote", u.picture, u.version, u.job_role AS "jobRole", u.region, o.name AS "organizationName", u.read_only AS "readOnly",
        u.expires_at AS "expiresAt", u.last_sign_in_at AS "lastSignInAt", u.created_at AS "createdAt"
      FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ${viewer.facts.userId}`,
  );
  if (!profile) throw notFound("user");
  return profile;
}
