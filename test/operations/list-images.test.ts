import t from 'tap'
import { type Body, linuxImage, start, windowsImage } from '../fixture.ts'
import { account, refused, refusesBadParameters } from './expect.ts'

const wordPress = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a58'

t.test('ListImages', async (t) => {
  const service = await start(t)
  const caller = account(service, 'anybody')
  const { ok, rpc } = caller
  const ids = async (parameters: Record<string, string>) => {
    const { Images } = await ok('ListImages', parameters)
    return Images.map(({ ImageId }: Body) => ImageId)
  }

  t.test('shows every image', async (t) => {
    const { RequestId, ...body } = await ok('ListImages', {}, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    const system = (digit: number, ImageName: string, Platform = 'Linux') => ({
      ImageId: `5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a5${digit}`,
      ImageName,
      ImageType: 'system',
      Description: '',
      Platform
    })
    t.strictSame(body, {
      Images: [
        system(1, 'Alibaba-Cloud-Linux-3.2104'),
        system(2, 'Ubuntu-22.04'),
        system(3, 'Ubuntu-24.04'),
        system(4, 'Debian-12'),
        system(5, 'CentOS-7.9'),
        system(6, 'Windows-Server-2019', 'Windows'),
        system(7, 'Windows-Server-2022', 'Windows'),
        {
          ImageId: wordPress,
          ImageName: 'WordPress-6.4',
          ImageType: 'app',
          Description: 'A blog and website system on Alibaba Cloud Linux 3.',
          Platform: 'Linux'
        }
      ]
    })
  })

  t.test('picks by ImageIds and leaves out ids that are none', async (t) => {
    const ImageIds = JSON.stringify([wordPress, 'nothing', linuxImage])
    t.strictSame(await ids({ ImageIds }), [linuxImage, wordPress])
    t.strictSame(await ids({ 'ImageIds.1': windowsImage }), [windowsImage])
    t.strictSame(await ids({ ImageIds: '["nothing"]' }), [])
    t.equal((await ids({ ImageIds: '[]' })).length, 8)
  })

  t.test('picks by ImageType', async (t) => {
    t.equal((await ids({ ImageType: 'system' })).length, 7)
    t.strictSame(await ids({ ImageType: 'app' }), [wordPress])
    t.strictSame(await ids({ ImageType: 'custom' }), [])
    t.strictSame(await ids({ ImageType: 'system', ImageIds: JSON.stringify([wordPress, linuxImage]) }), [linuxImage])
  })

  t.test('every image can make a server', async (t) => {
    for (const ImageId of await ids({})) {
      await ok('CreateInstances', { ImageId, PlanId: 'swas.s2.c2m4s60b5t12', Period: '1' })
    }
    t.equal((await ok('ListInstances')).TotalCount, 8)
  })

  // Terraform's data source of images never sends it.
  t.test('answers without RegionId, since every region has the same', async (t) => {
    const { RequestId: _, ...everywhere } = await ok('ListImages', { RegionId: '' })
    const { RequestId: __, ...here } = await ok('ListImages')
    t.strictSame(everywhere, here)
  })

  t.test('refuses', async (t) => {
    for (const ImageType of ['System', 'other']) {
      refused(t, await rpc('ListImages', { ImageType }), 'InvalidImageType.ValueNotSupported', { about: ImageType })
    }
    for (const ImageIds of [linuxImage, '{}', '[1]', JSON.stringify(Array(51).fill(linuxImage))]) {
      const { status, body } = await rpc('ListImages', { ImageIds })
      t.equal(status, 400)
      t.match(body.Code, /^InvalidImageIds/, ImageIds.slice(0, 40))
    }
    refused(t, await rpc('ListImages', { ImageIds: linuxImage }), 'InvalidImageIds.ValueNotSupported')
    await refusesBadParameters(t, caller, 'ListImages', {})
  })
})
