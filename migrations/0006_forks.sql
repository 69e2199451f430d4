ALTER TABLE `campaigns` ADD `forked_from` text;--> statement-breakpoint
CREATE INDEX `campaigns_by_origin` ON `campaigns` (`forked_from`);