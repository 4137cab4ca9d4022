/**
 * Files that a command's output goes to. Where one can't be opened, bash says so and only this command fails; just-bash
 * trusts its file system to make the folder, and ends everything where that throws. So each such path carries a mark,
 * by which the file system can tell beforehand.
 */
import type { ScriptNode, SimpleCommandNode, WordNode } from 'just-bash'
import { devices } from './live.ts'
import { textOf } from './readers.ts'

type Redirection = SimpleCommandNode['redirections'][number]

const mark = '/dev/.open:'
const outputs = new Set(['>', '>>', '>|', '&>', '&>>'])
/** just-bash knows these by their names. */
const plain = new Set(['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/full', '/dev/tty', ...Object.values(devices)])

/** Changes the script itself. */
export function markOutputs(script: ScriptNode): ScriptNode {
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    if ('redirections' in node && Array.isArray(node.redirections)) node.redirections = node.redirections.map(marked)
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(script)
  return script
}

function marked(redirection: Redirection): Redirection {
  const { operator, target } = redirection
  if (!outputs.has(operator) || target.type !== 'Word') return redirection
  const text = textOf(target)
  if (text !== undefined && (plain.has(text) || text.startsWith('/dev/.') || text.startsWith('/dev/fd/')))
    return redirection
  const parts: WordNode['parts'] = [
    { type: 'Literal', value: mark },
    { type: 'DoubleQuoted', parts: [{ type: 'ParameterExpansion', parameter: 'PWD', operation: null }] },
    { type: 'Literal', value: '//' },
    ...target.parts
  ]
  return { ...redirection, target: { type: 'Word', parts } }
}

/** The path without its mark; undefined where it has none. */
export const unmarked = (path: string): string | undefined =>
  path.startsWith(mark) ? path.slice(mark.length) : undefined

/** As the shell's file system resolves it: the folder and the word in one text. */
export function resolveMarked(path: string, resolve: (base: string, path: string) => string): string | undefined {
  const inner = unmarked(path)
  if (inner === undefined) return undefined
  const at = inner.indexOf('//')
  return mark + (at === -1 ? inner : resolve(inner.slice(0, at), inner.slice(at + 2)))
}

const complaint = /\/dev\/\.open:[^\n]*?\/\/([^\n]*?): cannot open redirect target/g

/** just-bash's own words, as bash would say them. */
export const withoutMarks = (text: string): string =>
  text.includes(mark)
    ? text.replace(complaint, '$1: No such file or directory').replace(/\/dev\/\.open:[^\n]*?\/\//g, '')
    : text
