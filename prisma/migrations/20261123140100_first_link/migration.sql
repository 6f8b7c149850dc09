-- The link of the very first administrator invites nobody in particular: whoever uses it says who they are.
ALTER TABLE "invitations" ALTER COLUMN "user_id" DROP NOT NULL;
