/** How a terminal makes lines of keys for a program: with an echo, what erases, and ^C. */
export interface LineDiscipline {
  /** Nothing that is typed is shown. */
  isSecret: boolean
  /** Of the line that isn't ended. */
  readonly bytes: number
  /** One key after the other until it is enough; gives how many. What is shown goes out as one piece. */
  press(keys: Uint8Array, isEnough?: () => boolean): number
  /** The line that isn't ended, which begins anew. */
  take(): Buffer
}

interface Ends {
  readonly show: (text: string | Uint8Array) => void
  /** A line with its end; undefined for ^D at the beginning of one. */
  readonly onLine: (line: Buffer | undefined) => void
  readonly onSignal: (name: 'INT' | 'QUIT') => void
}

const [endOfFile, backspace, tab, eraseLine, eraseWord, space, del] = [4, 8, 9, 21, 23, 32, 127]
export const [interrupt, newline, carriageReturn, quit] = [3, 10, 13, 28]
export const ctrlD = Buffer.of(endOfFile)

export function createLineDiscipline({ show, onLine, onSignal }: Ends): LineDiscipline {
  let typed: number[] = []
  let echoes: Uint8Array[] = []
  const echo = (text: string | Uint8Array) => void echoes.push(Buffer.from(text))
  const take = () => Buffer.from(typed.splice(0))
  const erase = (count: number) => {
    for (; count > 0 && typed.length > 0; count--) {
      while (typed.length > 0 && ((typed.pop() ?? 0) & 0xc0) === 0x80); // the rest of a character
      if (!discipline.isSecret) echo('\b \b')
    }
  }
  const pressOne = (byte: number) => {
    if (byte === carriageReturn || byte === newline) {
      echo('\r\n')
      onLine(Buffer.concat([take(), Buffer.of(newline)]))
    } else if (byte === interrupt || byte === quit) {
      echo(byte === interrupt ? '^C\r\n' : '^\\\r\n')
      typed = []
      onSignal(byte === interrupt ? 'INT' : 'QUIT')
    } else if (byte === endOfFile) {
      onLine(typed.length === 0 ? undefined : take())
    } else if (byte === backspace || byte === del) erase(1)
    else if (byte === eraseLine) erase(typed.length)
    else if (byte === eraseWord) {
      while (typed.at(-1) === space) erase(1)
      while (typed.length > 0 && typed.at(-1) !== space) erase(1)
    } else {
      typed.push(byte)
      if (!discipline.isSecret)
        echo(byte < space && byte !== tab ? `^${String.fromCharCode(byte + 64)}` : Uint8Array.of(byte))
    }
  }
  const discipline: LineDiscipline = {
    isSecret: false,
    get bytes() {
      return typed.length
    },
    take,
    press(keys, isEnough = () => false) {
      let count = 0
      while (count < keys.length && !isEnough()) pressOne(keys[count++] ?? 0)
      if (echoes.length > 0) show(Buffer.concat(echoes))
      echoes = []
      return count
    }
  }
  return discipline
}
