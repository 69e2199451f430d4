CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`adventure_id` text NOT NULL,
	`ruleset` text NOT NULL,
	`host_name` text NOT NULL,
	`status` text NOT NULL,
	`seq` integer NOT NULL,
	`created_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`archived_at` integer
);
--> statement-breakpoint
CREATE TABLE `characters` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`draft` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `characters_by_account` ON `characters` (`account_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `dead_jobs` (
	`message_id` text PRIMARY KEY NOT NULL,
	`job` text NOT NULL,
	`campaign_id` text,
	`reason` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ended_sessions` (
	`session_id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`account_id` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`made_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `invites` (
	`code` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`uses_left` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE INDEX `invites_by_campaign` ON `invites` (`campaign_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `members` (
	`campaign_id` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` text NOT NULL,
	`role` text NOT NULL,
	`joined_at` integer,
	`removed_at` integer,
	PRIMARY KEY(`campaign_id`, `account_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_by_member` ON `members` (`member_id`);--> statement-breakpoint
CREATE INDEX `members_by_account` ON `members` (`account_id`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`generation` integer PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`public_jwk` text NOT NULL,
	`private_jwk` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer
);
