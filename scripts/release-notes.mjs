// `node scripts/release-notes.mjs 0.2.0` prints what CHANGELOG.md says of a version; an error if it says nothing.
import { readFileSync } from 'node:fs'

const [version = ''] = process.argv.slice(2)
const parts = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8').split(/^## /m)
const notes = parts.find((part) => part.split(/\s/, 1)[0] === version)
if (notes === undefined) throw new Error(`CHANGELOG.md has no "## ${version}"`)
process.stdout.write(`${notes.slice(notes.indexOf('\n') + 1).trim()}\n`)
