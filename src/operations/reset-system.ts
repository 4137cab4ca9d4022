import { Type } from 'typebox'
import { findImage, type Image } from '../catalog/images.ts'
import { findPlan, incompatibility } from '../catalog/plans.ts'
import { defineOperation } from '../dispatch/operation.ts'
import {
  imageNotFound,
  imageNotSupported,
  incorrectInstanceStatus,
  instanceNotFound,
  keyPairNotFound,
  valueNotSupported,
  windowsInstance
} from '../errors/index.ts'
import { assumed, documented, formerly, inferred } from '../errors/provenance.ts'
import { boot } from '../servers/boot.ts'
import { hashPassword, isAcceptablePassword } from '../servers/password.ts'
import { renewDisks } from '../store/guest-files.ts'
import { changeInstance, getInstance, type Instance, lockInstances } from '../store/instances.ts'
import { attach, clearPendingKeyChanges, queuePassword } from '../store/restart-queue.ts'
import { named } from './shared/fields.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, InstanceId, KeyPairName, Password, RegionId, scopeOf } from './shared/shapes.ts'

export const resetSystem = defineOperation({
  action: 'ResetSystem',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceId}/reset-system',
  group: 'Servers',
  summary: 'Gives a server a new system disk, from its own image or another one.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    ImageId: Type.Optional(named.ImageId),
    LoginCredentials: Type.Optional(
      Type.Object(
        { KeyPairName: Type.Optional(KeyPairName), Password: Type.Optional(Password) },
        {
          title: 'LoginCredentials',
          description: 'The credentials for logging on after the reset. Without them nobody can log on.',
          additionalProperties: false
        }
      )
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
    valueNotSupported.for('Password')
  ],
  rules: [
    { rule: 'Without ImageId the image stays the same.', ...documented('ResetSystem') },
    {
      rule: 'LoginCredentials sets root’s password, a key pair, or both in one call.',
      ...formerly('assumed', inferred('a program in use that sets up new servers so', '2026-11'))
    },
    {
      rule: 'LoginCredentials take effect at once, because the server boots. Without them the server has neither key nor password.',
      ...assumed('no text')
    },
    {
      rule: 'If both a key pair and a password are given, both work: the password counts as the later of the two.',
      ...assumed('a program in use sends both in one call; no text says which of them works')
    },
    {
      rule: 'The server must be Running or Stopped, and is Running afterwards.',
      ...assumed('source states are not documented')
    },
    {
      rule: 'An image that the plan can’t run is InvalidImageId.NotSupport.',
      ...assumed('the code is documented, its cause is not')
    }
  ],
  rate: tenPerMinute,
  async prepare(call, parameters) {
    const instance = await getInstance(call.db, scopeOf(call, parameters), parameters.InstanceId, call.now)
    const image = requireImage(instance, parameters.ImageId)
    const { KeyPairName, Password } = parameters.LoginCredentials ?? {}
    if (KeyPairName !== undefined && image.platform === 'Windows') throw windowsInstance()
    if (Password === undefined) return null
    if (!isAcceptablePassword(Password, image.platform)) throw valueNotSupported('Password')
    return await hashPassword(Password)
  },
  async handle(call, parameters, passwordHash) {
    const { db, now } = call
    const scope = scopeOf(call, parameters)
    const { InstanceId, ImageId, LoginCredentials } = parameters
    const instances = await lockInstances(db, scope, [InstanceId], now)
    if (instances.some(({ status }) => status !== 'Running' && status !== 'Stopped')) throw incorrectInstanceStatus()

    await renewDisks(db, [InstanceId])
    await clearPendingKeyChanges(db, [InstanceId])
    for (const instance of instances) {
      const { imageId, platform } = requireImage(instance, ImageId)
      const withoutCredentials = {
        keyPairName: null,
        installedPublicKey: null,
        passwordHash: null,
        pendingPasswordHash: null
      }
      await changeInstance(db, InstanceId, { imageId, platform, ...withoutCredentials })
    }
    const keyPairName = LoginCredentials?.KeyPairName
    if (keyPairName !== undefined) await attach(db, scope, { keyPairName, instanceIds: [InstanceId], now })
    if (passwordHash !== null) await queuePassword(db, InstanceId, passwordHash)
    const renewed = await lockInstances(db, scope, [InstanceId], now)
    await boot(db, renewed, { via: ['Resetting'], ...call.transitionDelay, now })
    return {}
  }
})

/** Throws imageNotFound, or imageNotSupported if the server's plan can't run the image. */
function requireImage({ imageId, planId }: Instance, wanted: string | undefined): Image {
  const image = findImage(wanted ?? imageId)
  if (image === undefined) throw imageNotFound()
  const plan = findPlan(planId)
  if (plan === undefined || incompatibility(image, plan) !== undefined) throw imageNotSupported()
  return image
}
