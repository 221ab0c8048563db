// The scripts of docs/api.md with a generated client: scripts.js API CATALOG IMAGE
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Configuration, DeploymentsApi, DevicesApi, ExportsApi, ImagesApi } from './typescript';
import type { DeploymentView, DevicePage } from './typescript';

const [, , basePath = '', catalog = '', image = ''] = process.argv;
const configuration = new Configuration({ basePath, accessToken: process.env.TOKEN ?? '' });

async function listUntrusted(): Promise<void> {
  const devices = new DevicesApi(configuration);
  let cursor: string | undefined;
  do {
    const page: DevicePage = await devices.listDevices({ catalog, filter: 'is:untrusted', sort: 'id', cursor });
    for (const device of page.items) {
      console.log(`${device.id} ${device.trust} since ${device.trustSince?.toISOString()}: ${device.reasonCode}`);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function deploy(): Promise<void> {
  const body = new Blob([await readFile(image)]);
  const uploaded = await new ImagesApi(configuration).uploadImage({ catalog, body });
  const deployments = new DeploymentsApi(configuration);
  const started = await deployments.startDeployment({
    catalog,
    product: 'Toaster',
    group: 'Production',
    newDeployment: { imageIds: [uploaded.id] },
  });
  let state: DeploymentView = started;
  while (state.current && state.attested + state.failed + lost(state) < state.targeted) {
    await setTimeout(1000);
    state = await deployments.getDeployment({ catalog, id: started.id });
  }
  console.log(`${state.attested} of ${state.targeted} attested ${state.images.map((it) => it.name).join()}`);
}

function lost(state: DeploymentView): number {
  return (state.held ?? 0) + (state.blocked ?? 0) + (state.offline ?? 0);
}

async function exportAll(): Promise<void> {
  const exports = new ExportsApi(configuration);
  for (const list of ['devices', 'reports'] as const) {
    await save(`${list}.csv`, await exports.exportListAsCsv({ catalog, list }));
  }
  await save('audit.ndjson', await exports.exportListAsJsonLines({ catalog, list: 'audit', filter: 'at:<1d' }));
}

async function save(file: string, content: Blob): Promise<void> {
  await writeFile(file, Buffer.from(await content.arrayBuffer()));
}

async function main(): Promise<void> {
  await listUntrusted();
  await deploy();
  await exportAll();
}

void main();
