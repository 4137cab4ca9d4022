import fc from 'fast-check'
import t from 'tap'
import { addLine, removeLine } from '../../src/keys/authorized-keys.ts'
import { ed25519, rsa1024, rsa2048 } from './fixtures.ts'

const key = rsa2048.line

t.test('a line is added below what is there', async (t) => {
  t.equal(addLine('', key), `${key}\n`)
  t.equal(addLine(`${ed25519.line}\n`, key), `${ed25519.line}\n${key}\n`)
  t.equal(addLine('# mine\n\n', key), `# mine\n\n${key}\n`)
})

t.test('a missing final line end is added first', async (t) => {
  t.equal(addLine(ed25519.line, key), `${ed25519.line}\n${key}\n`)
})

t.test('only the first exact match is removed', async (t) => {
  t.equal(removeLine(`a\n${key}\nb\n${key}\n`, key), `a\nb\n${key}\n`)
  t.equal(removeLine(`${key}\n`, key), '')
  t.equal(removeLine(key, key), '')
})

t.test('lines that are alike but not the same stay', async (t) => {
  const content = [`restrict ${key}`, `${key} `, `# ${key}`, `${key}2`, key.split(' ').slice(0, 2).join(' '), ''].join(
    '\n'
  )
  t.equal(removeLine(content, key), content)
  t.equal(removeLine(`${content}${key}\n${rsa1024.line}`, key), `${content}${rsa1024.line}`)
})

t.test('the lines before a last line without line end stay as they are', async (t) => {
  t.equal(removeLine(`a\n${key}`, key), 'a\n')
})

t.test('removing what was added gives the content back, but for a missing final line end', async (t) => {
  const content = fc.array(fc.constantFrom('a', '', '# b', `from="x" ${key}`, 'c\r')).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(content, (before) => {
      const ended = before === '' || before.endsWith('\n') ? before : `${before}\n`
      return removeLine(addLine(before, key), key) === ended
    })
  )
  t.pass()
})
