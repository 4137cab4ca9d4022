import t from 'tap'
import { type Body, start } from '../fixture.ts'
import { account, refused } from './expect.ts'

const regionIds = [
  'cn-qingdao',
  'cn-beijing',
  'cn-zhangjiakou',
  'cn-huhehaote',
  'cn-wulanchabu',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-nanjing',
  'cn-fuzhou',
  'cn-shenzhen',
  'cn-heyuan',
  'cn-guangzhou',
  'cn-chengdu',
  'cn-wuhan-lr',
  'cn-hongkong',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'us-east-1',
  'us-west-1',
  'eu-west-1',
  'eu-central-1',
  'me-central-1'
]

t.test('ListRegions', async (t) => {
  const service = await start(t)
  const { ok, rpc } = account(service, 'anybody')

  t.test('needs no region, and names this very service as each one’s endpoint', async (t) => {
    const { RequestId, Regions } = await ok('ListRegions', { RegionId: '' }, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(
      Regions.map(({ RegionId }: Body) => RegionId),
      regionIds
    )
    t.strictSame(Regions[5], {
      RegionId: 'cn-hangzhou',
      RegionEndpoint: service.endpoint,
      LocalName: '华东1（杭州）'
    })
    t.strictSame([...new Set(Regions.map(({ RegionEndpoint }: Body) => RegionEndpoint))], [service.endpoint])
  })

  t.test('speaks Chinese unless asked for English', async (t) => {
    const name = async (parameters: Record<string, string>) =>
      (await ok('ListRegions', parameters)).Regions.at(-1).LocalName
    t.equal(await name({}), '沙特（利雅得）')
    t.equal(await name({ AcceptLanguage: 'zh-CN' }), '沙特（利雅得）')
    t.equal(await name({ AcceptLanguage: 'en-US' }), 'SAU (Riyadh)')
  })

  t.test('every region takes calls', async (t) => {
    for (const RegionId of regionIds) {
      t.equal((await ok('ListKeyPairs', { RegionId })).TotalCount, 0, RegionId)
    }
  })

  t.test('refuses languages that it doesn’t speak', async (t) => {
    for (const AcceptLanguage of ['ja', 'en', 'en-us', 'zh-TW']) {
      refused(t, await rpc('ListRegions', { AcceptLanguage }), 'InvalidAcceptLanguage', { about: AcceptLanguage })
    }
  })
})
