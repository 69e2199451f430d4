import { PlainError } from "./plain-error.mjs";

const oldestAnywhere = [20, 19];
const oldestWithoutOurs = [22, 12];

/** Stops before anything is installed when this machine's Node cannot run Emberhall. */
export function checkNode() {
  const version = process.versions.node;
  if (olderThan(version, oldestAnywhere)) {
    throw new PlainError(
      `Emberhall needs Node ${oldestAnywhere.join(".")} or newer; this is Node ${version}.`,
      "Get a current one from https://nodejs.org and try again.",
    );
  }
  if (process.platform === "linux" && isMusl()) {
    throw new PlainError(
      "The Workers runtime needs a Linux with glibc; this one has musl (Alpine, for instance).",
      "Use a Debian, Ubuntu or Fedora machine or container.",
    );
  }
  // On 64-bit Linux a newer Node comes with the dependencies.
  const bringsItsOwn = process.platform === "linux" && process.arch === "x64";
  if (!bringsItsOwn && olderThan(version, oldestWithoutOurs)) {
    throw new PlainError(
      `On ${process.platform} (${process.arch}) Emberhall needs Node ${oldestWithoutOurs.join(".")} or newer; this is Node ${version}.`,
      "Get a current one from https://nodejs.org and try again.",
    );
  }
}

/**
 * @param {string} version
 * @param {readonly number[]} least
 */
function olderThan(version, least) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least;
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

function isMusl() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header?.glibcVersionRuntime === undefined;
}
