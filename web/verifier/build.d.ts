declare module "*/build.mjs" {
  /** Writes the page and gives the content security policy it carries. */
  export function buildVerifier(options?: { outFile?: string }): Promise<{
    outFile: string;
    sizeBytes: number;
    policy: string;
  }>;
}
