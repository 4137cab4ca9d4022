import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The folder of the built program and the one of its sources are at different depths.
const folder = ['../docs/', '../../docs/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))

/** Replaces `docs/…` in a text by the path on this machine: the reader may be in any folder. */
export const withGuides = (text: string): string =>
  folder === undefined ? text : text.replace(/\bdocs\/(?=[\w-]+\.md\b)/g, () => folder)
