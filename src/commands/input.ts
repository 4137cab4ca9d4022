import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

/** Reads a file, or standard input for `-`. */
export const readInput = (file: string): Promise<string> =>
  file === '-' ? text(process.stdin) : readFile(file, 'utf8')
