/**
 * What swas-local takes from node:readline beyond its documentation: an Interface keeps the unfinished line in `line`
 * and `cursor`, and both may be assigned. test/linux/internals.test.ts names the Node.js versions for which that was
 * checked.
 */
import type { Interface } from 'node:readline'

/** Throws the unfinished line away and leaves the screen as it is; readline's own ^U would redraw the prompt. */
export function dropLine(editor: Interface): void {
  Object.assign(editor, { line: '', cursor: 0 })
}
