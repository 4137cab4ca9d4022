/** A terminal that types the keys of a script, and draws a program's output on a screen in memory. */
import type { TerminalAccess } from '@swas-local/linux/types.ts'

interface Shot {
  /** Without trailing blanks. */
  readonly rows: readonly string[]
  /** Counted from 0. */
  readonly cursor: readonly [row: number, cell: number]
  readonly isRaw: boolean
}

export interface TypingTerminal extends TerminalAccess {
  columns: number
  rows: number
  /** The screen before each step of the script, and at the end. */
  readonly shots: readonly Shot[]
  shot(): Shot
  /** Whether the alternate screen is shown, on which full-screen programs draw. */
  readonly isAlternate: boolean
}

const isWide = (character: string): boolean =>
  /[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]|\p{Emoji_Presentation}/u.test(character)

/** A step that is a text is typed in one piece; a function changes the terminal. */
export function aTerminal(
  script: readonly (string | ((terminal: { columns: number; rows: number }) => void))[],
  { columns = 80, rows = 24 } = {}
): TypingTerminal {
  const cells: string[][] = []
  let [row, cell] = [0, 0]
  const shots: Shot[] = []
  const steps = [...script]
  let isRaw = false
  let isAlternate = false
  const clear = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) cells[at] = Array.from({ length: terminal.columns }, () => ' ')
  }
  const down = () => {
    if (row < terminal.rows - 1) row += 1
    else {
      cells.shift()
      clear(terminal.rows - 1, terminal.rows)
    }
  }
  const put = (character: string) => {
    const width = isWide(character) ? 2 : 1
    if (cell + width > terminal.columns) {
      cell = 0
      down()
    }
    const line = cells[row]
    if (line === undefined) throw new Error(`there is no row ${row}`)
    line[cell] = character
    if (width === 2) line[cell + 1] = ''
    cell += width
  }
  const control = (numbers: string, letter: string) => {
    const [first = 0, second = 0] = numbers.split(';').map(Number)
    if (letter === 'H') [row, cell] = [Math.max(1, first) - 1, Math.max(1, second) - 1]
    else if (letter === 'J') clear(first === 2 ? 0 : row, terminal.rows)
    else if (letter === 'K' && first === 2) clear(row, row + 1)
    else if (letter === 'K') cells[row]?.fill(' ', cell)
    else if (letter === 'h' && numbers === '?1049') {
      isAlternate = true
      clear(0, terminal.rows)
    } else if (letter === 'l' && numbers === '?1049') isAlternate = false
    else if (letter !== 'm' && !numbers.startsWith('?25'))
      throw new Error(`the screen doesn't know ${numbers}${letter}`)
  }
  const terminal: TypingTerminal = {
    columns,
    rows,
    shots,
    get isAlternate() {
      return isAlternate
    },
    shot: () => ({ rows: cells.map((line) => line.join('').trimEnd()), cursor: [row, cell], isRaw }),
    write(text) {
      for (const [whole, numbers, letter] of text.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|[\s\S]/gu)) {
        if (numbers !== undefined && letter !== undefined) control(numbers, letter)
        else if (whole === '\r') cell = 0
        else if (whole === '\n') down()
        else put(whole)
      }
    },
    setRaw(becomesRaw) {
      isRaw = becomesRaw
    },
    async readKeys() {
      shots.push(terminal.shot())
      const step = steps.shift()
      if (typeof step !== 'function') return step
      step(terminal)
      return ''
    }
  }
  clear(0, rows)
  return terminal
}
