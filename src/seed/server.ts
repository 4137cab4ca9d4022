/** A server that wasn't bought by a call of the API. */
import { findImage, type Image } from '../catalog/images.ts'
import type { NewInstance } from '../store/new-instances.ts'

/** The defaults: Ubuntu 22.04, and a plan of two cores and 2 GiB. */
export const plainImageId = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52'
export const plainPlanId = 'swas.s2.c2m2s50b4t08'

const yearMs = 365 * 86_400_000

/** Subscribed for a year. The image must be one of the catalog. */
export function serverOf(
  server: Pick<NewInstance, 'instanceId' | 'instanceName'> & { imageId?: string; planId?: string },
  now: Date
): NewInstance {
  const { instanceId, instanceName, imageId = plainImageId, planId = plainPlanId } = server
  const { platform } = findImage(imageId) as Image
  const time = { createdAt: now, expiredAt: new Date(now.getTime() + yearMs) }
  const bought = { dataDiskSize: 0, autoRenew: false, autoRenewPeriod: 12 }
  return { instanceId, instanceName, imageId, planId, platform, ...bought, ...time }
}

/** A transition without intermediate states. */
export const atOnce = { via: [], viaMs: 0, viaReads: 0 } as const
