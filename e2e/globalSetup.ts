import { copyOfData, importedData, removeData } from './importedData';

/**
 * Before everything: one imported library for all specs. `STEMJAM_E2E_DATA` names a folder in which it is kept from run
 * to run.
 *
 * @returns how to clean up
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { folder, isKept } = await importedData(process.env.STEMJAM_E2E_DATA);
  // A kept folder stays as it is after the import: specs play in a copy.
  const shared = isKept ? await copyOfData(folder) : folder;
  process.env.STEMJAM_E2E_IMPORTED = shared;
  return () => removeData(shared);
}
