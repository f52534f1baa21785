/** Every fact table of the knowledge base. The list that lookup reads; a new file is named here. */
import type { FactGroup } from '../factTable';
import { bindingsFacts } from './packages/bindings';
import { botsFacts } from './packages/bots';
import { browsersFacts } from './packages/browsers';
import { cryptoFacts } from './packages/crypto';
import { databasesFacts } from './packages/databases';
import { desktopFacts } from './packages/desktop';
import { documentsFacts } from './packages/documents';
import { geometryFacts } from './packages/geometry';
import { httpFacts } from './packages/http';
import { imagingFacts } from './packages/imaging';
import { inferenceFacts } from './packages/inference';
import { learningFacts } from './packages/learning';
import { numpyFacts } from './packages/numpy';
import { pandasFacts } from './packages/pandas';
import { promptsFacts } from './packages/prompts';
import { remoteFacts } from './packages/remote';
import { scipyFacts } from './packages/scipy';
import { serializationFacts } from './packages/serialization';
import { serversFacts } from './packages/servers';
import { tablesFacts } from './packages/tables';
import { textPackageFacts } from './packages/text';
import { windowsFacts } from './packages/windows';
import { asyncioFacts } from './python/asyncio';
import { builtinsFacts } from './python/builtins';
import { compressionFacts } from './python/compression';
import { filesFacts } from './python/files';
import { hashingFacts } from './python/hashing';
import { INVENTORY } from './python/inventory';
import { internetFacts } from './python/internet';
import { multiprocessingFacts } from './python/multiprocessing';
import { networkFacts } from './python/network';
import { numbersFacts } from './python/numbers';
import { osFacts } from './python/os';
import { processesFacts } from './python/processes';
import { runtimeFacts } from './python/runtime';
import { sqliteFacts } from './python/sqlite';
import { systemFacts } from './python/system';
import { textFacts } from './python/text';
import { threadingFacts } from './python/threading';

export const FACT_TABLES: readonly (readonly FactGroup[])[] = [
  bindingsFacts,
  botsFacts,
  browsersFacts,
  cryptoFacts,
  databasesFacts,
  desktopFacts,
  documentsFacts,
  geometryFacts,
  httpFacts,
  imagingFacts,
  inferenceFacts,
  learningFacts,
  numpyFacts,
  pandasFacts,
  promptsFacts,
  remoteFacts,
  scipyFacts,
  serializationFacts,
  serversFacts,
  tablesFacts,
  textPackageFacts,
  windowsFacts,
  asyncioFacts,
  builtinsFacts,
  compressionFacts,
  filesFacts,
  hashingFacts,
  internetFacts,
  multiprocessingFacts,
  networkFacts,
  numbersFacts,
  osFacts,
  processesFacts,
  runtimeFacts,
  sqliteFacts,
  systemFacts,
  textFacts,
  threadingFacts,
  ...INVENTORY,
];
