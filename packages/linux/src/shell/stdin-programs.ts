/** How programs use standard input. */

interface Filter {
  /** The short options that take a value. */
  readonly valued: string
  /** How many operands precede the files; 0 by default. */
  readonly before?: number
}

/** Programs that read stdin if no file is named. */
export const filters: Readonly<Record<string, Filter>> = {
  awk: { valued: 'Fvf', before: 1 },
  base64: { valued: 'w' },
  cat: { valued: '' },
  column: { valued: 'sto' },
  cut: { valued: 'bcdf' },
  egrep: { valued: 'efmABC', before: 1 },
  expand: { valued: 't' },
  fgrep: { valued: 'efmABC', before: 1 },
  fold: { valued: 'w' },
  grep: { valued: 'efmABC', before: 1 },
  gunzip: { valued: '' },
  gzip: { valued: '' },
  head: { valued: 'nc' },
  jq: { valued: '', before: 1 },
  less: { valued: '' },
  md5sum: { valued: '' },
  more: { valued: '' },
  nl: { valued: 'bsw' },
  od: { valued: 'ANtjw' },
  paste: { valued: 'd' },
  rev: { valued: '' },
  sed: { valued: 'ef', before: 1 },
  sha1sum: { valued: '' },
  sha256sum: { valued: '' },
  sort: { valued: 'kto' },
  strings: { valued: 'n' },
  tac: { valued: '' },
  tail: { valued: 'ncs' },
  unexpand: { valued: 't' },
  uniq: { valued: 'fsw' },
  wc: { valued: '' },
  xan: { valued: '', before: 1 },
  yq: { valued: '', before: 1 },
  zcat: { valued: '' }
}
/** Programs that always read stdin. */
export const always = new Set(['chpasswd', 'passwd', 'tee', 'tr', 'xargs', 'mapfile', 'readarray', 'split'])
/** Programs that read a script from stdin if none is named. */
export const shells = new Set(['bash', 'sh', 'dash', 'python3', 'python'])
/** Programs that run another program on their own stdin. */
export const wrappers = new Set(['sudo', 'env', 'nohup', 'command', 'exec', 'time', 'timeout', 'nice', 'builtin'])
