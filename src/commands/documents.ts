import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Beside the folder of the program, or of its sources.
const folder = ['../docs/', '../../docs/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))

/** The text, with the guides that it names by where they are on this machine: who reads it may be in any folder. */
export const withGuides = (text: string): string =>
  folder === undefined ? text : text.replace(/\bdocs\/(?=[\w-]+\.md\b)/g, () => folder)
