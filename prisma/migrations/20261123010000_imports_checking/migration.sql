-- Trying a large file takes its time as well, and is told about in the same way as importing it.
ALTER TYPE import_status ADD VALUE 'checking' BEFORE 'checked';
