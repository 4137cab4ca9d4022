import t from 'tap'
import { accountColumn, allAccounts } from '../../src/store/scope.ts'

t.test('an account without a name is not all accounts', async (t) => {
  t.equal(accountColumn({ account: 'dev' }), 'dev')
  t.equal(accountColumn(allAccounts), '')
  t.throws(() => accountColumn({ account: '' }), /an account has a name/)
})
