/** Installs a folder that has a lockfile of its own, unless that and its manifests are those of the last time. Throws when it cannot. */
export function installFolder(folder: string, manifests?: readonly string[]): void;
