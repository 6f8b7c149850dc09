-- The rows of a file that is brought in, a thousand to a record instead of one: a file of a million lines is written and read a hundred
-- times faster, and telling what became of its rows leaves a thousand dead records and not a million.
CREATE TABLE "import_chunks" (
    "import_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "lines" INTEGER[],
    "cells" JSONB NOT NULL,
    "outcomes" TEXT[],
    "problems" JSONB NOT NULL DEFAULT '{}',
    "wrong" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("import_id","number")
);

INSERT INTO import_chunks (import_id, number, lines, cells, outcomes, problems, wrong)
SELECT import_id, number, array_agg(line ORDER BY line), jsonb_agg(to_jsonb(cells) ORDER BY line),
  CASE WHEN bool_and(outcome IS NOT NULL) THEN array_agg(outcome ORDER BY line) ELSE '{}' END,
  coalesce(jsonb_object_agg(at::text, problem) FILTER (WHERE problem IS NOT NULL), '{}'), count(*) FILTER (WHERE outcome = 'wrong')
FROM (SELECT r.*, nth / 1000 AS number, nth % 1000 AS at
  FROM (SELECT i.*, row_number() OVER (PARTITION BY import_id ORDER BY line) - 1 AS nth FROM import_rows i) r) c
GROUP BY import_id, number;

DROP TABLE "import_rows";

ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_chunks TO portico_app;

-- Somebody wants the work on a file to stop; whoever is at it looks here after each chunk.
ALTER TABLE "imports" ADD COLUMN "is_stop_asked" BOOLEAN NOT NULL DEFAULT false;

-- Which of these numbers belong to customers, seen or not: a number is refused as taken whoever has it, so that much is known anyway.
CREATE FUNCTION portico_taken_numbers(numbers text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.key FROM customers c WHERE c.key = ANY (numbers)
$$;
REVOKE ALL ON FUNCTION portico_taken_numbers(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portico_taken_numbers(text[]) TO portico_app;
