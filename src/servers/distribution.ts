import { type DistributionName, distributionNames } from '@swas-local/linux/distribution-name.ts'
import { findImage } from '../catalog/images.ts'

/** The distribution of an image. Images of applications are made on Alibaba Cloud Linux. */
export function distributionOf(imageId: string): DistributionName {
  const imageName = findImage(imageId)?.imageName
  return distributionNames.find((name) => name === imageName) ?? 'Alibaba-Cloud-Linux-3'
}
