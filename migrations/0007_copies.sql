CREATE TABLE `erased_members` (
	`member_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `restores` (
	`campaign_id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`epoch` integer NOT NULL,
	`dice_epoch` integer NOT NULL,
	`seq` integer NOT NULL,
	`undo` text,
	`finished_at` integer
);
--> statement-breakpoint
ALTER TABLE `uploads` ADD `origin_id` text;--> statement-breakpoint
CREATE INDEX `uploads_by_origin` ON `uploads` (`origin_id`);