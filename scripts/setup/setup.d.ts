/** The scripts are plain JavaScript that runs before anything is installed; tests that use them want their types. */
declare module "*/scripts/setup/dev-server.mjs" {
  export function freePort(port: number): Promise<number | undefined>;
  export function serveApp(options: {
    port: number;
    stateFolder: string;
    vars?: Record<string, string>;
    secrets?: Record<string, string>;
  }): Promise<{
    url: string;
    logFile: string;
    ended: Promise<string>;
    stop: () => Promise<void>;
    kill: () => Promise<void>;
  }>;
}

declare module "*/scripts/setup/local-database.mjs" {
  export function migrateLocally(stateFolder: string): Promise<void>;
}

declare module "*/scripts/setup/commands.mjs" {
  export const root: string;
  export function toolNode(): string;
}
