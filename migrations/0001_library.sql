CREATE TABLE `chunks` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`upload_id` text NOT NULL,
	`version` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`kind` text NOT NULL,
	`heading` text NOT NULL,
	`page_from` integer NOT NULL,
	`page_to` integer NOT NULL,
	`char_from` integer NOT NULL,
	`char_to` integer NOT NULL,
	`tokens` integer NOT NULL,
	`hash` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chunks_by_place` ON `chunks` (`upload_id`,`version`,`ordinal`);--> statement-breakpoint
CREATE TABLE `upload_parts` (
	`upload_id` text NOT NULL,
	`part` integer NOT NULL,
	`etag` text NOT NULL,
	`size_bytes` integer NOT NULL,
	PRIMARY KEY(`upload_id`, `part`)
);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`added_by` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`media_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`visibility` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`pages_total` integer,
	`pages_done` integer NOT NULL,
	`chars_done` integer NOT NULL,
	`chunks_total` integer NOT NULL,
	`chunks_done` integer NOT NULL,
	`embedder_id` text,
	`note` text,
	`reason` text,
	`multipart_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `uploads_by_campaign` ON `uploads` (`campaign_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `uploads_by_state` ON `uploads` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `uploads_deleted` ON `uploads` (`deleted_at`);--> statement-breakpoint
CREATE TABLE `vectors` (
	`namespace` text NOT NULL,
	`embedder_id` text NOT NULL,
	`id` text NOT NULL,
	`values` text NOT NULL,
	`visible_at` integer NOT NULL,
	PRIMARY KEY(`namespace`, `embedder_id`, `id`)
);
