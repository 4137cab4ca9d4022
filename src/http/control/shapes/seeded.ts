/** The JSON of what a seed created. */
import { Type } from 'typebox'

const place = {
  account: Type.String({ description: 'Its account.', examples: ['dev'] }),
  regionId: Type.String({ description: 'Its region.', examples: ['cn-hangzhou'] }),
  name: Type.String({ description: 'Its name.', examples: ['web-1'] })
}
export const Seeded = Type.Object(
  {
    servers: Type.Array(
      Type.Object(
        {
          ...place,
          instanceId: Type.String({
            description: 'Its id. The same seed always makes the same id.',
            examples: ['ace0706b2ac4454d984295a94213aa11']
          }),
          publicIpAddress: Type.Optional(
            Type.String({ description: 'The address to log on to; absent with `dry`.', examples: ['127.0.1.1'] })
          )
        },
        { title: 'SeededServer', description: 'A server of the seed.' }
      ),
      { description: 'In the order of the seed.' }
    ),
    keyPairs: Type.Array(
      Type.Object(
        {
          ...place,
          publicKey: Type.String({
            description: 'The public key, as one OpenSSH line.',
            examples: ['ssh-ed25519 AAAA…']
          }),
          privateKey: Type.Optional(
            Type.String({
              description:
                'The private key in the OpenSSH format, if the service made the key from the seed’s number. It is stored nowhere.',
              examples: ['-----BEGIN OPENSSH PRIVATE KEY-----\n…']
            })
          )
        },
        { title: 'SeededKeyPair', description: 'A key pair of the seed.' }
      ),
      { description: 'In the order of the seed.' }
    )
  },
  { title: 'Seeded', description: 'What the seed created.' }
)
