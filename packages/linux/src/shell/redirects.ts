/**
 * Files that a command's output goes to. If one can't be opened, bash says so and only this command fails. just-bash
 * expects the file system to make the folder, and the whole script ends when that throws. So each such path carries a
 * mark, which tells the file system to check it beforehand.
 */
import type { ScriptNode, SimpleCommandNode, WordNode } from 'just-bash'
import { ownDevices, redirectComplaint } from './just-bash-internals.ts'
import { devices } from './live.ts'
import { textOf } from './readers.ts'

type Redirection = SimpleCommandNode['redirections'][number]

const mark = '/dev/.open:'
const outputs = new Set(['>', '>>', '>|', '&>', '&>>'])
const unmarkable = new Set([...ownDevices, ...Object.values(devices)])

/** Changes the script in place. */
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
  if (text !== undefined && (unmarkable.has(text) || text.startsWith('/dev/.') || text.startsWith('/dev/fd/')))
    return redirection
  const parts: WordNode['parts'] = [
    { type: 'Literal', value: mark },
    { type: 'DoubleQuoted', parts: [{ type: 'ParameterExpansion', parameter: 'PWD', operation: null }] },
    { type: 'Literal', value: '//' },
    ...target.parts
  ]
  return { ...redirection, target: { type: 'Word', parts } }
}

/** The path without its mark; undefined if it has none. */
export const unmarked = (path: string): string | undefined =>
  path.startsWith(mark) ? path.slice(mark.length) : undefined

/** Resolves a marked path as the file system does: it holds the folder and the word in one text. */
export function resolveMarked(path: string, resolve: (base: string, path: string) => string): string | undefined {
  const inner = unmarked(path)
  if (inner === undefined) return undefined
  const at = inner.indexOf('//')
  return mark + (at === -1 ? inner : resolve(inner.slice(0, at), inner.slice(at + 2)))
}

const openMark = /\/dev\/\.open:[^\n]*?\/\//
const complaint = new RegExp(openMark.source + redirectComplaint.source, 'g')

/** An error of just-bash in bash's words, without the marks. */
export const withoutMarks = (text: string): string =>
  text.includes(mark)
    ? text.replace(complaint, '$1: No such file or directory').replace(new RegExp(openMark, 'g'), '')
    : text
