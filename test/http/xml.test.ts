import { XMLParser, XMLValidator } from 'fast-xml-parser'
import t from 'tap'
import { toXml } from '../../src/http/xml.ts'

t.test('a list is its element repeated, an empty one is absent, and texts come back as they were', async (t) => {
  const text = toXml('R', { A: ['x', 'y'], B: [], C: '<&>"\'', D: '', E: { F: [{ G: 1 }, { G: true }] } })
  t.equal(XMLValidator.validate(text), true)
  t.match(text, '<A>x</A><A>y</A><C>')
  t.match(text, '<E><F><G>1</G></F><F><G>true</G></F></E>')
  t.match(new XMLParser().parse(text).R, { C: '<&>"\'', D: '' })
})

t.test('characters that XML can’t hold are replaced', async (t) => {
  t.match(toXml('R', { A: 'a\u0001b\ufffec' }), '<A>a\ufffdb\ufffdc</A>')
})
