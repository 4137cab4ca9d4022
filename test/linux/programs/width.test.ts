import { after, before, cellsOf, layOut } from '@swas-local/linux/programs/screen/width.ts'
import t from 'tap'

t.test('a character takes as many cells as the Unicode standard says', async (t) => {
  const cells = { a: 1, é: 1, 中: 2, '🙂': 2, '䷀': 2, '〈': 2, '﹇': 2, '\u0301': 0, '\u200d': 0, ｱ: 1, '㉈': 1 }
  for (const [character, count] of Object.entries(cells)) t.equal(cellsOf(character), count, character)
})

t.test('a wide character that does not fit goes to the next row', async (t) => {
  const { rows, positions } = layOut('ab中d', 3)
  t.same(rows, ['ab', '中d'])
  t.same(positions.at(2), { row: 1, cell: 0 })
})

t.test('a mark belongs to the character before it', async (t) => {
  t.equal(after('e\u0301x', 0), 2)
  t.equal(before('e\u0301x', 2), 0)
})
