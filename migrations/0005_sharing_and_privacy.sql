CREATE TABLE `audit_trail` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`account_id` text,
	`campaign_id` text,
	`verb` text NOT NULL,
	`target` text NOT NULL,
	`result` text NOT NULL,
	`request_id` text
);
--> statement-breakpoint
CREATE INDEX `audit_trail_by_account` ON `audit_trail` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_trail_by_campaign` ON `audit_trail` (`campaign_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_trail_by_age` ON `audit_trail` (`at`);--> statement-breakpoint
CREATE TABLE `bans` (
	`campaign_id` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` text NOT NULL,
	`banned_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `account_id`)
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`account_id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`left` text NOT NULL,
	`receipt` text NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `join_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`account_id` text NOT NULL,
	`code` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `join_requests_by_person` ON `join_requests` (`campaign_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `join_requests_by_age` ON `join_requests` (`created_at`);--> statement-breakpoint
CREATE TABLE `joins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` text NOT NULL,
	`member_id` text NOT NULL,
	`code` text NOT NULL,
	`how` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `joins_by_campaign` ON `joins` (`campaign_id`,`at`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `age_confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `last_seen_at` integer;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `preview` text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE `invites` ADD `approval` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `invites` ADD `made_by` text;--> statement-breakpoint
-- A line of the trail is never changed, and taken away only when it has been kept for a year.
CREATE TRIGGER `audit_trail_stays` BEFORE UPDATE ON `audit_trail` BEGIN
	SELECT RAISE(ABORT, 'The audit is append only.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_trail_is_kept` BEFORE DELETE ON `audit_trail`
WHEN OLD.at > unixepoch() * 1000 - 31536000000
BEGIN
	SELECT RAISE(ABORT, 'The audit is kept for a year.');
END;
