import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever the built file is. */
export const projectFolder = findProject(dirname(fileURLToPath(import.meta.url)));

/** Where certificates, keys and private servers of this clone store their files; a test run uses folders of its own. */
export const dataFolder = process.env['SUITE_DATA_DIR'] ?? join(projectFolder, '.data');

function findProject(folder: string): string {
  const isProject =
    existsSync(join(folder, 'package-lock.json')) && existsSync(join(folder, 'nest-cli.json'));
  return isProject || folder === dirname(folder) ? folder : findProject(dirname(folder));
}
