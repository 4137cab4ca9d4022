/** Whether a test names an error's code, as a text of its own. */
import { catalogue } from '../../src/errors/index.ts'

const fixed = new Set(catalogue.map(({ entry }) => entry.code))

/** Of a test's source: whether it names the code; for a template such as `Missing{}`, whether it names one of its codes. */
export function isNamed(source: string): (code: string) => boolean {
  // A key of an object, such as the table in expect.ts, is no use of the code.
  const texts = new Set([...source.matchAll(/(?:'|<Code>)([A-Z][\w.]+)(?:'(?!:)|<)/g)].map(([, text = '']) => text))
  return (code) => {
    const [before = '', after] = code.split('{}')
    if (after === undefined) return texts.has(code)
    const isOne = (text: string) =>
      text.startsWith(before) &&
      text.endsWith(after) &&
      text.length > before.length + after.length &&
      !fixed.has(text) &&
      (after !== '' || !text.endsWith('.ValueNotSupported'))
    return [...texts].some(isOne)
  }
}
