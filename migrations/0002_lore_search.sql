CREATE TABLE `readings` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`upload_id` text NOT NULL,
	`version` integer NOT NULL,
	`embedder_id` text,
	`vectors_in` text,
	`embedded_to` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `readings_by_file` ON `readings` (`upload_id`,`version`);--> statement-breakpoint
CREATE TABLE `word_pages` (
	`id` integer PRIMARY KEY NOT NULL,
	`words` text NOT NULL
);
--> statement-breakpoint
-- The full-text index of all campaigns. It holds no text (`content=''`): its terms come ready-made from
-- workers/db/full-text, folded, stemmed as `porter` does, and each begins with the mark of its campaign. So a term of one
-- campaign is a list of its own: MATCH, counting and bm25() never walk through the rows of another, which a column for
-- the campaign would not save bm25() from.
-- `wrangler d1 export` does not take a database with virtual tables: drop both before, run these two statements after, and
-- index the files of each campaign anew (POST …/lore/reindex); `chunks` and `word_pages` hold all that is needed.
CREATE VIRTUAL TABLE `chunks_fts` USING fts5(heading, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
-- Three letters in a row of the words of `word_pages`, with the mark before them, as `tokenize='trigram'` could not.
CREATE VIRTUAL TABLE `word_grams` USING fts5(grams, content='', contentless_delete=1, detail='none', tokenize='unicode61 remove_diacritics 2');
