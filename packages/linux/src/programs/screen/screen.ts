import type { TerminalAccess } from '../../types.ts'

export interface Frame {
  /** From the top; the rest of the screen is empty. */
  readonly rows: readonly string[]
  readonly cursor: { readonly row: number; readonly cell: number }
}

export interface Screen {
  show(frame: Frame): void
}

/** Gives a full-screen program the terminal, and restores it afterwards. */
export async function withScreen<T>(terminal: TerminalAccess, run: (screen: Screen) => Promise<T>): Promise<T> {
  let shown: readonly string[] = []
  let size = ''
  terminal.setRaw(true)
  terminal.write('\x1b[?1049h\x1b[H\x1b[2J')
  try {
    return await run({
      show({ rows, cursor }) {
        const isNew = size !== `${terminal.columns}x${terminal.rows}`
        size = `${terminal.columns}x${terminal.rows}`
        const all = Array.from({ length: terminal.rows }, (_, at) => rows[at] ?? '')
        // Each line is erased before it is written: after a full line the cursor still stands on its last cell.
        const changed = all.flatMap((row, at) =>
          !isNew && row === shown[at] ? [] : [`\x1b[${at + 1};1H\x1b[2K${row}`]
        )
        shown = all
        terminal.write(`\x1b[?25l${changed.join('')}\x1b[${cursor.row + 1};${cursor.cell + 1}H\x1b[?25h`)
      }
    })
  } finally {
    terminal.write(`\x1b[${terminal.rows};1H\x1b[?1049l`)
    terminal.setRaw(false)
  }
}
