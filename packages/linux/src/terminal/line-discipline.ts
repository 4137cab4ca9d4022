/** How a terminal turns keys into lines for a program: echo, erasing, ^C and ^D. */
export interface LineDiscipline {
  /** Without echo. */
  isSecret: boolean
  /** Bytes of the unfinished line. */
  readonly bytes: number
  /** Presses the keys one by one until `isEnough()`; returns how many. The echo is written in one piece. */
  press(keys: Uint8Array, isEnough?: () => boolean): number
  /** Removes and returns the unfinished line. */
  take(): Buffer
}

interface Ends {
  readonly show: (text: string | Uint8Array) => void
  /** A line with its end; undefined for ^D at the beginning of a line. */
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
      while (typed.length > 0 && ((typed.pop() ?? 0) & 0xc0) === 0x80); // the other bytes of the character
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
