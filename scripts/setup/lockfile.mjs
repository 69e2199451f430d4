/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 */

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * Optional packages that others name and the lockfile does not know.
 * @param {Record<string, LockEntry>} packages
 * @returns {{ location: string, entry: LockEntry }[]}
 */
export function missingFromLockfile(packages) {
  /** @type {Map<string, LockEntry>} */
  const found = new Map();
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (resolves(packages, parent, name)) continue;
      const { cpu, libc, os } = platformOf(name);
      // npm's own order, so that its next run finds nothing to tidy.
      const entry = { version, cpu, dev: dev || undefined, libc, optional: true, os };
      found.set(`node_modules/${name}`, entry);
    }
  }
  return [...found].map(([location, entry]) => ({ location, entry }));
}

/**
 * As Node looks for it: below the parent, then below each folder above.
 * @param {Record<string, LockEntry>} packages
 * @param {string} parent
 * @param {string} name
 */
function resolves(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (!folder.includes("/node_modules/")) return packages[`node_modules/${name}`] !== undefined;
  }
}

/**
 * The system a binary is for, as its name tells it: `oxide-linux-arm64-musl`, `workerd-windows-64`, `cli-darwin-x64`.
 * @param {string} name
 */
export function platformOf(name) {
  if (name === "fsevents") return { os: ["darwin"] };
  const words = name
    .replace("windows", "win32")
    .replace("linuxmusl", "linux-musl")
    .replace(/-64$/, "-x64")
    .replace("armv7", "arm")
    .split(/[-/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) =>
    words.some((word) => word === processor || word.startsWith(`${processor}-`)),
  );
  const onArm = words.some((word) => word === "gnueabihf" || word === "musleabihf" || word === "eabi");
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? (onArm ? { cpu: ["arm"] } : {}) : { cpu: [cpu] }),
    ...(os === "linux" && name.includes("musl") ? { libc: ["musl"] } : {}),
    ...(os === "linux" && name.includes("gnu") ? { libc: ["glibc"] } : {}),
  };
}
