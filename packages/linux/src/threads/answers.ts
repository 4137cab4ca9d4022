/** Answers the questions of one session's programs, from its streams and from the service. */
import type { Input } from '../io.ts'
import { write } from '../io.ts'
import type { RunAnswers } from '../shell/protocol.ts'
import type { Tty } from '../terminal/tty.ts'
import type { Host, Start } from '../types.ts'

type Service = Pick<Host, 'power' | 'setPassword'>

const ofService = ({ power, setPassword }: Service): Pick<RunAnswers, 'power' | 'password'> => ({
  power: async (to) => void (await power(to)),
  password: async (password) => void (await setPassword(password))
})

export const answersOfStreams = ({ stdout, stderr }: Start, input: Input, service: Service): RunAnswers => ({
  ...ofService(service),
  stdin: () => input.read(),
  line: () => input.readLine(),
  output: async ({ isError, bytes }) => void (await write(isError ? stderr : stdout, bytes)),
  raw: async () => undefined,
  keys: async () => undefined
})

export const answersOfTerminal = (tty: Tty, service: Service): RunAnswers => ({
  ...ofService(service),
  stdin: () => tty.readLine({ isSecret: false }),
  line: (options) => tty.readLine(options),
  output: async ({ bytes }) => void (await tty.write(bytes)),
  raw: async (isRaw) => void tty.setRaw(isRaw),
  keys: () => tty.readKeys()
})
