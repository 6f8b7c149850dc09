-- What people are to do: for whom, about what, until when; and what was said about it.
CREATE TYPE "task_status" AS ENUM ('open', 'done', 'cancelled');

CREATE TABLE "tasks" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "organization_id" INTEGER NOT NULL,
    "customer_id" INTEGER,
    "assignee_id" INTEGER NOT NULL,
    "created_by_id" INTEGER,
    "due_on" DATE,
    "status" "task_status" NOT NULL DEFAULT 'open',
    "done_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- Open ones by their day, those without a day after them, then what is over: one text to sort and page by.
    "due_order" TEXT NOT NULL GENERATED ALWAYS AS (
      CASE WHEN status = 'open' THEN '0' ELSE '1' END || lpad(coalesce(due_on - DATE '0001-01-01', 9999999)::text, 7, '0')) STORED,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "tasks_organization_id_idx" ON "tasks"("organization_id");
CREATE INDEX "tasks_customer_id_idx" ON "tasks"("customer_id");
CREATE INDEX "tasks_created_by_id_idx" ON "tasks"("created_by_id");
CREATE INDEX tasks_of_person ON tasks (assignee_id, (due_order COLLATE "C"), id);
CREATE INDEX tasks_by_due ON tasks ((due_order COLLATE "C"), id);
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "task_comments" (
    "id" SERIAL NOT NULL,
    "task_id" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_comments_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "task_comments_task_id_id_idx" ON "task_comments"("task_id", "id");
CREATE INDEX "task_comments_author_id_idx" ON "task_comments"("author_id");
ALTER TABLE "task_comments" ADD CONSTRAINT "task_comments_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "task_comments" ADD CONSTRAINT "task_comments_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON tasks TO portico_app;
GRANT SELECT, INSERT ON task_comments TO portico_app;
GRANT USAGE ON SEQUENCE tasks_id_seq, task_comments_id_seq TO portico_app;
