/** The state of nano, and how it opens and saves files. */
import type { Context } from '../program.ts'
import { type Opened, saveFile } from '../screen/file.ts'
import type { Text } from '../screen/text.ts'

export interface Prompt {
  readonly label: string
  answer: string
  /** Called with the answer. A yes-or-no question is answered by one key. */
  readonly take: (answer: string) => Promise<void> | void
  readonly isQuestion?: boolean
}

export interface Nano {
  readonly text: Text
  readonly view: { top: number }
  fileName: string
  readonly encoding: Opened['encoding']
  status: string
  prompt: Prompt | undefined
  /** Lines that ^K cut one after the other, and whether the next one joins them. */
  readonly cut: { lines: string[]; isOpen: boolean }
  sought: string
  isOver: boolean
}

export async function write(nano: Nano, name: string, context: Context): Promise<boolean> {
  if (name === '') {
    nano.status = 'Cancelled'
    return false
  }
  try {
    await saveFile(name, nano.text.content, nano.encoding, context)
    const count = nano.text.content === '' ? 0 : nano.text.lines.length
    nano.status = `Wrote ${count} ${count === 1 ? 'line' : 'lines'}`
    nano.fileName = name
    nano.text.isChanged = false
    return true
  } catch (error) {
    nano.status = `Error writing ${name}: ${error instanceof Error ? error.message : ''}`
    return false
  }
}

export function seek(nano: Nano, words: string): void {
  nano.sought = words || nano.sought
  if (nano.sought === '') return
  const found = nano.text.find(new RegExp(nano.sought.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'), 'forward')
  nano.status = found === undefined ? `"${nano.sought}" not found` : found.isWrapped ? 'Search Wrapped' : ''
  if (found !== undefined) nano.text.go(found)
}

export function askName(nano: Nano, context: Context, next: 'leave' | 'stay'): void {
  nano.prompt = {
    label: 'File Name to Write: ',
    answer: nano.fileName,
    async take(name) {
      nano.isOver = (await write(nano, name, context)) && next === 'leave'
    }
  }
}

export function leave(nano: Nano, context: Context): void {
  if (!nano.text.isChanged) nano.isOver = true
  else
    nano.prompt = {
      label: 'Save modified buffer?  (Y Yes, N No, ^C Cancel) ',
      answer: '',
      isQuestion: true,
      take(answer) {
        if (answer === 'y') askName(nano, context, 'leave')
        else if (answer === 'n') nano.isOver = true
      }
    }
}
