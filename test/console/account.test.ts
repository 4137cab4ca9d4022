// On the embedded database only: the console knows of none.
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { caller, publicKey } from '../fixture.ts'
import { openConsole } from './console.ts'

t.test('each AccessKey ID is an account of its own', needsBrowser, async (t) => {
  const { page, service, press, go, row } = await openConsole(t)
  const PublicKeyBody = publicKey
  await caller(service.endpoint, 'alice')('ImportKeyPair', { KeyPairName: 'of-alice', PublicKeyBody })
  await caller(service.endpoint, 'default')('ImportKeyPair', { KeyPairName: 'of-nobody', PublicKeyBody })
  await service.ok('ImportKeyPair', { KeyPairName: 'of-test', PublicKeyBody })
  await go('key-pairs')
  await row('of-test').waitFor()
  await press('Account: test')
  await page.getByLabel('AccessKey ID').fill('alice')
  await press('Show')
  await row('of-alice').waitFor()
  t.equal(await row('of-test').count(), 0)
  await page.reload()
  await row('of-alice').waitFor()
  await press('Account: alice')
  await page.getByLabel('AccessKey ID').fill('')
  await press('Show')
  await row('of-nobody').waitFor()
  await page.getByRole('button', { name: 'Account: default' }).waitFor()
})

t.test('where AccessKeys are verified, one is needed', needsBrowser, async (t) => {
  const accessKeys = [{ accessKeyId: 'testid', accessKeySecret: 'test:sécret' }]
  const { page, press, complaints, service } = await openConsole(t, { auth: 'verify', accessKeys })
  await page.getByRole('alert').getByText('InvalidAccessKeyId.NotFound').first().waitFor()
  const signIn = async (account: string, secret: string) => {
    await press(`Account: ${account}`)
    await page.getByLabel('AccessKey ID').fill('testid')
    await page.getByLabel('AccessKey secret').fill(secret)
    await press('Show')
  }
  await signIn('test', 'wrong')
  await page.getByRole('alert').getByText('SignatureDoesNotMatch').first().waitFor()
  await signIn('testid', 'test:sécret')
  await page.getByText('No servers in this region yet.').waitFor()
  t.notMatch(service.log() + complaints.join(), 'sécret')
})

t.test('a region is kept, and one that is none is refused', needsBrowser, async (t) => {
  const { page, service } = await openConsole(t)
  await service.ok('ImportKeyPair', { RegionId: 'ap-southeast-1', KeyPairName: 'far', PublicKeyBody: publicKey })
  await page.getByRole('link', { name: 'Key pairs' }).click()
  await page.getByLabel('Region').selectOption({ label: 'Singapore · ap-southeast-1' })
  await page.getByRole('row').filter({ hasText: 'far' }).waitFor()
  t.equal(new URL(page.url()).hash, '#/ap-southeast-1/key-pairs')
  t.equal(await page.title(), 'Key pairs · ap-southeast-1 · swas-local')
  await page.goto('about:blank')
  await page.goto(`http://${service.endpoint}/console`)
  await page.getByRole('heading', { name: 'Servers' }).waitFor()
  t.equal(await page.getByLabel('Region').inputValue(), 'ap-southeast-1')
  await page.goto('about:blank')
  await page.goto(`http://${service.endpoint}/console/#/moon-1/servers`)
  await page.getByRole('alert').getByText('InvalidRegionId.NotFound').waitFor()
})

t.test('it speaks Chinese to those who do, and to those who ask', needsBrowser, async (t) => {
  const { page, press, complaints } = await openConsole(t, {}, 'zh-CN')
  await page.getByText('该地域还没有服务器。').waitFor()
  t.equal(await page.locator('html').getAttribute('lang'), 'zh-CN')
  await page.getByText('华东1（杭州） · cn-hangzhou').waitFor({ state: 'attached' })
  await press('English')
  await page.getByText('No servers in this region yet.').waitFor()
  await page.reload()
  await page.getByText('No servers in this region yet.').waitFor()
  await press('中文')
  await page.getByRole('link', { name: '密钥对' }).click()
  await press('创建密钥对')
  await page.getByLabel('导入公钥').check()
  t.same(complaints, [])
})
