-- What readers answer about a region's pages. Nothing in a row names a reader, nor the hour: `id` is made by the page for one answer, so that
-- a retry counts once and a comment joins its answer.
CREATE TABLE page_feedback (
  id TEXT NOT NULL UNIQUE,
  day TEXT NOT NULL,
  page TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
  language TEXT NOT NULL,
  comment TEXT
) STRICT;
CREATE INDEX page_feedback_comment ON page_feedback (day) WHERE comment IS NOT NULL;
