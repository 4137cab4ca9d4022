/** The state of vi, and what its keys do to it. Knows no terminal. */
import { Text } from '../screen/text.ts'
import type { View } from '../screen/view.ts'

export type Mode = 'normal' | 'insert' | 'replace' | 'command'

export interface Editor {
  text: Text
  readonly view: View
  mode: Mode
  /** What was typed of a command that isn't whole yet. */
  pending: string
  /** The line at the bottom where `:`, `/` or `?` is typed. */
  commandLine: string
  message: string
  /** What was last taken; whole lines end with a line feed. */
  register: string
  search: { readonly pattern: string; readonly isForward: boolean } | undefined
  fileName: string | undefined
  encoding: 'utf8' | 'latin1'
  isReadOnly: boolean
  showsNumbers: boolean
  /** Lines that the screen has for text. */
  page: number
  /** Set when vi ends. */
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

/** vi's pattern as one of ours: what groups, repeats or chooses there has a backslash. As plain text where it is none. */
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

/** Goes to the next occurrence of what was searched for last. */
export function searchOn(editor: Editor, isReversed: boolean): void {
  const { search, text } = editor
  if (search === undefined) {
    editor.message = 'E35: No previous regular expression'
    return
  }
  const isForward = search.isForward !== isReversed
  const found = text.find(patternOf(search.pattern), isForward)
  editor.message = `${isForward ? '/' : '?'}${search.pattern}`
  if (found === undefined) editor.message = `E486: Pattern not found: ${search.pattern}`
  else if (found.isWrapped)
    editor.message = isForward ? 'search hit BOTTOM, continuing at TOP' : 'search hit TOP, continuing at BOTTOM'
  if (found !== undefined) text.go(found)
}
