/** The state of vi, without a terminal. */
import { Text } from '../screen/text.ts'
import type { View } from '../screen/view.ts'

export type Mode = 'normal' | 'insert' | 'replace' | 'command'

export interface Editor {
  text: Text
  readonly view: View
  mode: Mode
  /** The keys of an incomplete command. */
  pending: string
  /** The line at the bottom, in which `:`, `/` or `?` is typed. */
  commandLine: string
  message: string
  /** The register: the text of the last yank or delete. Whole lines end with a line feed. */
  register: string
  search: { readonly pattern: string; readonly isForward: boolean } | undefined
  fileName: string | undefined
  encoding: 'utf8' | 'latin1'
  isReadOnly: boolean
  showsNumbers: boolean
  /** How many lines of text the screen has. */
  page: number
  /** The exit code; set when vi ends. */
  exitCode: number | undefined
}

export const newEditor = (fileName: string | undefined, content: string): Editor => ({
  text: new Text(content),
  view: { top: 0 },
  mode: 'normal',
  pending: '',
  commandLine: '',
  message: '',
  register: '',
  search: undefined,
  fileName,
  encoding: 'utf8',
  isReadOnly: false,
  showsNumbers: false,
  page: 23,
  exitCode: undefined
})

/**
 * A JavaScript pattern for vi's, in which `\(`, `\+` and `\|` are the operators. An invalid pattern is taken as plain
 * text.
 */
export function patternOf(text: string): RegExp {
  const swapped = text.replaceAll(/\\[<>=]|\\([(){}|+?])|[(){}|+?]/g, (whole, operator: string | undefined) =>
    whole === '\\=' ? '?' : /[<>]/.test(whole) ? '\\b' : (operator ?? `\\${whole}`)
  )
  try {
    return new RegExp(swapped, 'gu')
  } catch {
    return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'gu')
  }
}

/** Moves the cursor to the next match of the last search, in its direction or reversed. */
export function searchOn(editor: Editor, order: 'same' | 'reversed'): void {
  const { search, text } = editor
  if (search === undefined) {
    editor.message = 'E35: No previous regular expression'
    return
  }
  const isForward = search.isForward === (order === 'same')
  const found = text.find(patternOf(search.pattern), isForward ? 'forward' : 'backward')
  editor.message = `${isForward ? '/' : '?'}${search.pattern}`
  if (found === undefined) editor.message = `E486: Pattern not found: ${search.pattern}`
  else if (found.isWrapped)
    editor.message = isForward ? 'search hit BOTTOM, continuing at TOP' : 'search hit TOP, continuing at BOTTOM'
  if (found !== undefined) text.go(found)
}
