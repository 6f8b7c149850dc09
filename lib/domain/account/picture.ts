import "server-only";
import sql from "sql-template-tag";
import { authorizeSelf, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import { toPicture } from "../../platform/picture";
import { newToken } from "../../platform/token";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { lockOwn, writeOwn } from "./saving";
import type { PictureInput } from "./schema";

/** `changesFrame`: the picture stands round every page as well. */
type Saved = { id: number; href: string; message: string; changesFrame: true };

/** Takes one's own picture: only its pixels are kept, small and square, and the one before is gone. Throws `invalid` for what is no picture. */
export async function setOwnPicture(viewer: Viewer, { file, left, top, size }: PictureInput): Promise<Saved> {
  authorizeSelf(viewer);
  const square = size ? { left: left ?? 0, top: top ?? 0, size } : null;
  const content = new Uint8Array(await toPicture(Buffer.from(await file.arrayBuffer()), square));
  return change(viewer, async (tx, viewer) => {
    const own = await lockOwn(tx, viewer);
    const kept = { address: newToken().slice(0, 22), content, madeAt: now() };
    await tx.userPicture.upsert({ where: { userId: own.id }, create: { userId: own.id, ...kept }, update: kept, select: { userId: true } });
    await writeOwn(tx, viewer, own, { action: "users.set-picture", written: { picture: kept.address } });
    return { id: own.id, href: paths.account(), message: t("Your picture is saved."), changesFrame: true };
  });
}

/** Takes one's own picture away. Without one nothing changes. */
export async function removeOwnPicture(viewer: Viewer): Promise<{ id: number; message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const own = await lockOwn(tx, viewer);
    await tx.userPicture.deleteMany({ where: { userId: own.id } });
    if (own.picture) await writeOwn(tx, viewer, own, { action: "users.remove-picture", written: { picture: null } });
    return { id: own.id, message: t("Your picture is gone.") };
  });
}

/** A person's picture under this address, for themselves and for whoever may list them; null otherwise, and for an address of before. */
export async function findPicture(viewer: Viewer, { userId, address }: { userId: number; address: string }): Promise<Uint8Array | null> {
  const row = await firstRow<{ content: Uint8Array }>(
    pool(),
    sql`SELECT p.content FROM user_pictures p JOIN users u ON u.id = p.user_id WHERE p.user_id = ${userId} AND p.address = ${address}
      AND (u.id = ${viewer.facts.userId} OR u.id = ${viewer.viewing?.by.userId ?? 0} OR ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)})`,
  );
  return row?.content ?? null;
}
