CREATE TABLE `cron_runs` (
	`cron` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`failed` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `operator_audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`key_id` text NOT NULL,
	`command` text NOT NULL,
	`target` text NOT NULL,
	`reason` text NOT NULL,
	`result` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `operator_audit_by_age` ON `operator_audit` (`at`);--> statement-breakpoint
CREATE TABLE `operator_nonces` (
	`nonce` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `dead_jobs` ADD `body` text;
--> statement-breakpoint
-- A line of the audit is never changed, and taken away only when it has been kept for a year.
CREATE TRIGGER `operator_audit_stays` BEFORE UPDATE ON `operator_audit` BEGIN
	SELECT RAISE(ABORT, 'The audit is append only.');
END;
--> statement-breakpoint
CREATE TRIGGER `operator_audit_is_kept` BEFORE DELETE ON `operator_audit`
WHEN OLD.at > unixepoch() * 1000 - 31536000000
BEGIN
	SELECT RAISE(ABORT, 'The audit is kept for a year.');
END;
