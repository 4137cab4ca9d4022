import { spawnSync } from 'node:child_process'

/** Why a program can't be used: it isn't there, or what it prints names a version that is too old. */
export function lacks(program: string, args: string[], [major, minor]: readonly [number, number]): string | false {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) return `no ${program} that works`
  // Maven begins with an escape sequence that has a digit of its own.
  const [, version = '', has = '', had = '0'] = /((?<![[\d.])(\d+)(?:\.(\d+))?[^\s\x1b]*)/.exec(stdout) ?? []
  const enough = Number(has) > major || (Number(has) === major && Number(had) >= minor)
  return !enough && `${program} ${version} is older than ${major}.${minor}`
}
