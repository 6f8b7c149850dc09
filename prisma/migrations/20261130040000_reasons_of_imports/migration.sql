-- What is wrong with many rows of a file stands beside its totals, so that nobody has to read all of them to see it.
ALTER TABLE imports ADD COLUMN reasons jsonb NOT NULL DEFAULT '[]';
