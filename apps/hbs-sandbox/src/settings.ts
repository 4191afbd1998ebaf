import { kinds, Setting, type SettingsClass } from '#platform';

/** The double of HBS. */
export class SandboxSettings {
  @Setting(kinds.text('an address of this host'), {
    about: 'Address the sandbox binds to.',
    default: '127.0.0.1',
  })
  readonly SANDBOX_HOST!: string;

  @Setting(kinds.port, {
    about: 'Port by which `npm run sandbox` tells the sandbox what to do.',
    default: '8090',
  })
  readonly SANDBOX_CONTROL_PORT!: number;

  @Setting(kinds.url(['https'], 'https://localhost:8443'), {
    about: 'The edge that the sandbox calls as HBS: what would be set in Hubject’s portal.',
    default: 'https://localhost:8443',
  })
  readonly SANDBOX_EDGE_URL!: string;

  @Setting(kinds.text('a folder'), {
    about: 'Folder of the sandbox’s certificates; they are made where they are missing.',
    default: '.data/certificates',
  })
  readonly SANDBOX_CERTIFICATES_DIR!: string;
}

export const sandboxSettings: readonly SettingsClass[] = [SandboxSettings];
