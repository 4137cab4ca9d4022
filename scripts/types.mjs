// The library's types as one file: those of the files that declare them, one after the other.
import { readFile } from 'node:fs/promises'
import ts from 'typescript'

const files = [
  'src/client/types.ts',
  'src/client/setting-options.ts',
  'src/client/service-types.ts',
  'src/client/swas-error.ts',
  'src/library/types.ts',
  'src/index.ts'
]

// They name each other's types, and nothing from elsewhere: joined, they need no import.
const isJoint = (line) => /^(import|export) .* from '\.{1,2}\/.*';$/.test(line)

export async function makeTypes(root) {
  const parts = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(root + file, 'utf8')
      const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, { fileName: file, compilerOptions: {} })
      for (const { messageText } of diagnostics) throw new Error(`${file}: ${messageText}`)
      return outputText
        .split('\n')
        .filter((line) => !isJoint(line))
        .join('\n')
    })
  )
  // Of AsyncDisposable, which not everybody's settings have.
  return `/// <reference lib="esnext.disposable" />\n${parts.join('')}`
}
