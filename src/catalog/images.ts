/** The images of servers. Names follow the cloud's; ids, sizes and the choice of images are ours. */
export type Platform = 'Linux' | 'Windows'

export interface Image {
  readonly imageId: string
  readonly imageName: string
  readonly imageType: 'system' | 'app' | 'custom'
  readonly imageVersion: string
  readonly platform: Platform
  readonly description: string
  /** Minimum size of the plan's disk, GiB. */
  readonly minDiskSize: number
  /** Minimum size of the plan's memory, GiB. */
  readonly minMemory: number
}

const linux = { platform: 'Linux', minDiskSize: 20, minMemory: 0.5 } as const
const windows = { platform: 'Windows', minDiskSize: 40, minMemory: 2 } as const

const system = (
  imageId: string,
  imageName: string,
  imageVersion: string,
  needs: typeof linux | typeof windows
): Image => ({
  imageId,
  imageName: `${imageName}-${imageVersion}`,
  imageType: 'system',
  imageVersion,
  description: '',
  ...needs
})

export const images: readonly Image[] = [
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a51', 'Alibaba-Cloud-Linux', '3.2104', linux),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52', 'Ubuntu', '22.04', linux),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a53', 'Ubuntu', '24.04', linux),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a54', 'Debian', '12', linux),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a55', 'CentOS', '7.9', linux),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a56', 'Windows-Server', '2019', windows),
  system('5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a57', 'Windows-Server', '2022', windows),
  {
    imageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a58',
    imageName: 'WordPress-6.4',
    imageType: 'app',
    imageVersion: '6.4',
    description: 'A blog and website system on Alibaba Cloud Linux 3.',
    platform: 'Linux',
    minDiskSize: 40,
    minMemory: 1
  }
]

export const findImage = (imageId: string): Image | undefined => images.find((image) => image.imageId === imageId)
