/** A server as ListInstances shows it. */
import { type Static, Type } from 'typebox'
import { findImage } from '../../catalog/images.ts'
import { findPlan } from '../../catalog/plans.ts'
import type { Instance } from '../../store/instances.ts'
import type { Tag } from '../../store/tags.ts'
import { amount, atSecond, count, named, oneOf, text } from './fields.ts'
import { InstanceStatus, toSecond } from './shapes.ts'

/** The one resource group, which all servers are in. */
export const resourceGroupId = 'rg-default'

const Disk = Type.Object(
  {
    DiskId: text('The id of the disk.', 'd-sace0706b2ac4454d984'),
    DiskName: text('The name of the disk.', 'SystemDisk'),
    DiskType: oneOf('DiskType', ['System', 'Data'], 'The purpose of the disk.'),
    DiskChargeType: named.ChargeType,
    Category: text('The kind of disk.', 'ESSD'),
    Size: count('GiB.', 50),
    Device: text('The device on the server.', '/dev/xvda'),
    Status: text('The state of the disk.', 'In_use'),
    CreationTime: atSecond('When it was created.'),
    RegionId: named.RegionId,
    ResourceGroupId: text('The resource group.', resourceGroupId)
  },
  { title: 'Disk', description: 'A disk of a server.' }
)

const InstanceImage = Type.Object(
  {
    ImageName: text('The name of the image.', 'Ubuntu-22.04'),
    ImageType: named.ImageType,
    ImageVersion: text('The version of the image.', '22.04'),
    OsType: oneOf('OsType', ['linux', 'windows'], 'The kind of operating system.')
  },
  { title: 'InstanceImage', description: 'The image that the server was made from.' }
)

const ResourceSpec = Type.Object(
  {
    Cpu: count('vCPUs.', 2),
    Memory: amount('Memory, GiB.', 2),
    DiskSize: count('The system disk, GiB.', 50),
    DiskCategory: text('The kind of system disk.', 'ESSD'),
    Bandwidth: count('Peak bandwidth, Mbit/s.', 4),
    Flow: count('Traffic, GB a month.', 800)
  },
  { title: 'ResourceSpec', description: 'The resources that the plan gives the server.' }
)

const NetworkAttribute = Type.Object(
  {
    PrivateIpAddress: text('The private address.', '172.16.0.7'),
    PublicIpAddress: text('The public address.', '127.0.1.7'),
    PeakBandwidth: count('Peak bandwidth, Mbit/s.', 4),
    PublicIpDdosStatus: text('Always `Normal`.', 'Normal')
  },
  { title: 'NetworkAttribute', description: 'A network interface of the server.' }
)

const InstanceTag = Type.Object(
  { Key: text('The key of the tag.', 'env'), Value: text('The value of the tag.', 'test') },
  { title: 'InstanceTag', description: 'A tag that the server has.' }
)

export const InstanceShape = Type.Object(
  {
    InstanceId: named.InstanceId,
    InstanceName: text('The name of the server.', 'Ubuntu-22.04-3f1c'),
    Status: InstanceStatus,
    BusinessStatus: text('Always `Normal`.', 'Normal'),
    DdosStatus: text('Always `Normal`.', 'Normal'),
    ChargeType: named.ChargeType,
    PlanId: named.PlanId,
    PlanType: text('The type of the plan.', 'NORMAL'),
    ImageId: named.ImageId,
    RegionId: named.RegionId,
    ResourceGroupId: text('The resource group.', resourceGroupId),
    PublicIpAddress: text('The server’s own address in 127.0.0.0/8.', '127.0.1.7'),
    InnerIpAddress: text('The private address.', '172.16.0.7'),
    CreationTime: atSecond('When it was created.'),
    ExpiredTime: atSecond('When it expires.'),
    Combination: Type.Boolean({ description: 'Always false: no server is part of a bundle.' }),
    Uuid: text('The id in the form of a UUID.', 'ace0706b-2ac4-454d-9842-95a94213aa11'),
    Image: InstanceImage,
    ResourceSpec,
    Tags: Type.Array(InstanceTag, { description: 'The tags of the server.' }),
    Disks: Type.Array(Disk, { description: 'The system disk and, if there is one, the data disk.' }),
    NetworkAttributes: Type.Array(NetworkAttribute, { description: 'The network interface.' })
  },
  { title: 'Instance', description: 'A server.' }
)

/** The catalog keeps every image and plan that a server may name, so both lookups succeed. */
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
