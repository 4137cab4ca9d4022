import { Type } from 'typebox'
import { findImage } from '../catalog/images.ts'
import { findPlan, misfit } from '../catalog/plans.ts'
import {
  imageNotFound,
  imageNotSupported,
  incorrectInstanceStatus,
  instanceNotFound,
  keyPairNotFound,
  valueNotSupported,
  windowsInstance
} from '../errors.ts'
import { assumed, documented } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'
import { boot } from '../servers/boot.ts'
import { hashPassword, isAcceptablePassword } from '../servers/password.ts'
import { clearGuestFiles } from '../store/guest-files.ts'
import { changeInstance, getInstance, lockInstances } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { attach, clearPendingKeyChanges } from '../store/restart-queue.ts'
import { ClientToken, InstanceId, KeyPairName, place, RegionId } from './shapes.ts'

export const resetSystem = defineOperation({
  action: 'ResetSystem',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceId}/reset-system',
  summary: 'Gives a server a fresh system disk, from its own image or another one.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    ImageId: Type.Optional(Type.String({ description: 'The new image; without it, the same one again.' })),
    LoginCredentials: Type.Optional(
      Type.Object({ KeyPairName: Type.Optional(KeyPairName), Password: Type.Optional(Type.String()) })
    ),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [
    imageNotSupported,
    instanceNotFound,
    imageNotFound,
    incorrectInstanceStatus,
    keyPairNotFound,
    windowsInstance,
    valueNotSupported
  ],
  rules: [
    { rule: 'Without ImageId the image stays the same.', ...documented('ResetSystem') },
    {
      rule: 'LoginCredentials take effect at once, since the server boots; without them neither key nor password is left.',
      ...assumed('no text')
    },
    {
      rule: 'The server must be Running or Stopped, and is Running afterwards.',
      ...assumed('source states are not documented')
    },
    {
      rule: 'An image that the plan can’t carry is InvalidImageId.NotSupport.',
      ...assumed('the code is documented, its cause is not')
    }
  ],
  async prepare(call, parameters) {
    const instance = await getInstance(call.db, place(call, parameters), parameters.InstanceId, call.now)
    const image = findImage(parameters.ImageId ?? instance.imageId)
    if (image === undefined) throw imageNotFound()
    const plan = findPlan(instance.planId)
    if (plan === undefined || misfit(image, plan) !== undefined) throw imageNotSupported()
    const { KeyPairName, Password } = parameters.LoginCredentials ?? {}
    if (KeyPairName !== undefined && image.platform === 'Windows') throw windowsInstance()
    if (Password === undefined) return { image, passwordHash: null }
    if (!isAcceptablePassword(Password, image.platform)) throw valueNotSupported('Password')
    return { image, passwordHash: await hashPassword(Password) }
  },
  async handle(call, parameters, { image, passwordHash }) {
    const { db, now } = call
    const here = place(call, parameters)
    const { InstanceId } = parameters
    const instances = await lockInstances(db, here, [InstanceId], now)
    if (instances.some(({ status }) => status !== 'Running' && status !== 'Stopped')) throw incorrectInstanceStatus()

    await clearGuestFiles(db, [InstanceId])
    await clearPendingKeyChanges(db, [InstanceId])
    const fresh = {
      imageId: image.imageId,
      platform: image.platform,
      keyPairName: null,
      installedPublicKey: null,
      passwordHash,
      pendingPasswordHash: null
    }
    await changeInstance(db, InstanceId, fresh)
    const keyPairName = parameters.LoginCredentials?.KeyPairName
    if (keyPairName !== undefined) {
      await getKeyPair(db, here, keyPairName)
      await attach(db, here, keyPairName, [InstanceId], now)
    }
    const renewed = instances.map((instance) => ({ ...instance, ...fresh }))
    await boot(db, renewed, { via: ['Resetting'], viaMs: call.transitionMs, now })
    return {}
  }
})
