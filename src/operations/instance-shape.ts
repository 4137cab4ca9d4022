/** A server as ListInstances shows it. */
import { type Static, Type } from 'typebox'
import { findImage } from '../catalog/images.ts'
import { findPlan } from '../catalog/plans.ts'
import type { Instance } from '../store/instances.ts'
import type { Tag } from '../store/tags.ts'
import { toSecond } from './shapes.ts'

/** Every server is in one resource group: we don't emulate others. */
export const resourceGroupId = 'rg-default'

const Disk = Type.Object({
  DiskId: Type.String(),
  DiskName: Type.String(),
  DiskType: Type.String({ description: '`System` or `Data`.' }),
  DiskChargeType: Type.String(),
  Category: Type.String(),
  Size: Type.Integer({ description: 'GiB.' }),
  Device: Type.String(),
  Status: Type.String(),
  CreationTime: Type.String({ description: '`yyyy-MM-ddTHH:mm:ssZ`, UTC.' }),
  RegionId: Type.String(),
  ResourceGroupId: Type.String()
})

export const InstanceShape = Type.Object({
  InstanceId: Type.String(),
  InstanceName: Type.String(),
  Status: Type.String({ description: 'Pending, Starting, Running, Stopping, Stopped or Resetting.' }),
  BusinessStatus: Type.String(),
  DdosStatus: Type.String(),
  ChargeType: Type.String(),
  PlanId: Type.String(),
  PlanType: Type.String(),
  ImageId: Type.String(),
  RegionId: Type.String(),
  ResourceGroupId: Type.String(),
  PublicIpAddress: Type.String({ description: 'An address of its own in 127.0.0.0/8.' }),
  InnerIpAddress: Type.String(),
  CreationTime: Type.String({ description: '`yyyy-MM-ddTHH:mm:ssZ`, UTC.' }),
  ExpiredTime: Type.String({ description: '`yyyy-MM-ddTHH:mm:ssZ`, UTC.' }),
  Combination: Type.Boolean(),
  Uuid: Type.String(),
  Image: Type.Object({
    ImageName: Type.String(),
    ImageType: Type.String(),
    ImageVersion: Type.String(),
    OsType: Type.String({ description: '`linux` or `windows`.' })
  }),
  ResourceSpec: Type.Object({
    Cpu: Type.Integer({ description: 'vCPUs.' }),
    Memory: Type.Number({ description: 'GiB.' }),
    DiskSize: Type.Integer({ description: 'GiB.' }),
    DiskCategory: Type.String(),
    Bandwidth: Type.Integer({ description: 'Peak, Mbit/s.' }),
    Flow: Type.Integer({ description: 'GB a month.' })
  }),
  Tags: Type.Array(Type.Object({ Key: Type.String(), Value: Type.String() })),
  Disks: Type.Array(Disk),
  NetworkAttributes: Type.Array(
    Type.Object({
      PrivateIpAddress: Type.String(),
      PublicIpAddress: Type.String(),
      PeakBandwidth: Type.Integer({ description: 'Mbit/s.' }),
      PublicIpDdosStatus: Type.String()
    })
  )
})

/** Images and plans stay in the catalog for as long as a server names them, so both are found. */
export function toInstanceShape(instance: Instance, tags: readonly Tag[]): Static<typeof InstanceShape> {
  const { instanceId, platform, publicIpAddress, innerIpAddress } = instance
  const image = findImage(instance.imageId)
  const plan = findPlan(instance.planId)
  return {
    InstanceId: instanceId,
    InstanceName: instance.instanceName,
    Status: instance.status,
    BusinessStatus: 'Normal',
    DdosStatus: 'Normal',
    ChargeType: 'PrePaid',
    PlanId: instance.planId,
    PlanType: plan?.planType ?? '',
    ImageId: instance.imageId,
    RegionId: instance.regionId,
    ResourceGroupId: resourceGroupId,
    PublicIpAddress: publicIpAddress,
    InnerIpAddress: innerIpAddress,
    CreationTime: toSecond(instance.createdAt),
    ExpiredTime: toSecond(instance.expiredAt),
    Combination: false,
    Uuid: instanceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    Image: {
      ImageName: image?.imageName ?? '',
      ImageType: image?.imageType ?? '',
      ImageVersion: image?.imageVersion ?? '',
      OsType: platform.toLowerCase()
    },
    ResourceSpec: {
      Cpu: plan?.core ?? 0,
      Memory: plan?.memory ?? 0,
      DiskSize: plan?.diskSize ?? 0,
      DiskCategory: plan?.diskType ?? '',
      Bandwidth: plan?.bandwidth ?? 0,
      Flow: plan?.flow ?? 0
    },
    Tags: tags
      .filter((tag) => tag.instanceId === instanceId)
      .map(({ tagKey, tagValue }) => ({ Key: tagKey, Value: tagValue })),
    Disks: disks(instance, plan?.diskSize ?? 0),
    NetworkAttributes: [
      {
        PrivateIpAddress: innerIpAddress,
        PublicIpAddress: publicIpAddress,
        PeakBandwidth: plan?.bandwidth ?? 0,
        PublicIpDdosStatus: 'Normal'
      }
    ]
  }
}

function disks({ instanceId, dataDiskSize, createdAt, regionId }: Instance, systemDiskSize: number) {
  const disk = (DiskType: 'System' | 'Data', Size: number, Device: string, mark: string) => ({
    DiskId: `d-${mark}${instanceId.slice(0, 19)}`,
    DiskName: `${DiskType}Disk`,
    DiskType,
    DiskChargeType: 'PrePaid',
    Category: 'ESSD',
    Size,
    Device,
    Status: 'In_use',
    CreationTime: toSecond(createdAt),
    RegionId: regionId,
    ResourceGroupId: resourceGroupId
  })
  const system = disk('System', systemDiskSize, '/dev/xvda', 's')
  return dataDiskSize === 0 ? [system] : [system, disk('Data', dataDiskSize, '/dev/xvdb', 'd')]
}
