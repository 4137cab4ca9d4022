import t from 'tap'
import { addressMatches, matchesList, matchesPattern } from '../../src/keys/patterns.ts'

t.test('a pattern', async (t) => {
  for (const [text, pattern, is] of [
    ['root', 'root', true],
    ['root', 'r*', true],
    ['root', 'r??t', true],
    ['root', '*', true],
    ['', '*', true],
    ['', '', true],
    ['root', '', false],
    ['root', 'roo', false],
    ['root', 'r*x', false],
    ['a.b.c', '*.c', true],
    ['abab', '*ab', true],
    ['r.ot', 'r.?t', true],
    ['root', 'r.?t', false],
    ['a'.repeat(2000), `${'*a'.repeat(200)}b`, false]
  ] as const)
    t.equal(matchesPattern(text, pattern), is, `${text.slice(0, 9)} ${pattern.slice(0, 9)}`)
})

t.test('a list', async (t) => {
  t.equal(matchesList('root', 'bob,r*'), true)
  t.equal(matchesList('root', 'r*,!root'), false)
  t.equal(matchesList('root', '!root'), false)
  t.equal(matchesList('root', '!bob'), false)
})

t.test('addresses', async (t) => {
  for (const [address, list, is] of [
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['10.1.2.3', '10.1.2.*', true],
    ['10.1.2.3', '!10.1.2.3,10.0.0.0/8', false],
    ['10.1.2.3', 'host.example', false],
    ['10.1.2.3', '10.1.0.0/8', undefined],
    ['10.1.2.3', '10.0.0.0/33', undefined],
    ['10.1.2.3', '10.0.0.0/', undefined],
    ['10.1.2.3', 'name/8', undefined],
    ['10.1.2.3', '10.0.0.0/8/8', undefined],
    ['fe80::1', 'fe80::/10', true],
    ['FE80::1', 'fe80:0::/32', true],
    ['2001:db8::1', '2001:db8::/33', true],
    ['2001:db8:8000::1', '2001:db8::/33', false],
    ['::ffff:10.1.2.3', '::ffff:10.0.0.0/104', true],
    ['::1', '::1/128', true],
    ['::1', '10.0.0.0/8', false],
    ['10.1.2.3', '::/0', false]
  ] as const)
    t.equal(addressMatches(address, list), is, `${address} ${list}`)
})
