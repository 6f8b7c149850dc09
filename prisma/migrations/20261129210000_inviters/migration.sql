-- Who answers for an invitation: whoever sent it, or took it over from somebody who left. Null when the program or the machine's owner did.
ALTER TABLE "invitations" ADD COLUMN "inviter_id" INTEGER;
CREATE INDEX "invitations_inviter_id_idx" ON "invitations"("inviter_id");
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The log knows who invited those who have not come yet: the first who is still there. A link that the invited person asked for themselves
-- says nothing of it.
UPDATE "invitations" i SET "inviter_id" = s.inviter
  FROM "users" u, LATERAL (
    SELECT a.actor_id AS inviter FROM "activities" a JOIN "users" b ON b.id = a.actor_id
      WHERE a.record_type = 'user' AND a.record_id = u.id AND a.outcome = 'done' AND a.actor_id <> u.id
        AND a.action IN ('users.invite', 'users.clone', 'users.renew-invitation', 'users.reactivate')
      ORDER BY b.status = 'deactivated', a.id LIMIT 1) s
  WHERE u.id = i.user_id AND u.status = 'invited' AND i.used_at IS NULL;
