/** Facts about serialisers: orjson, msgpack, PyYAML, pydantic and others. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const serializationFacts: readonly FactGroup[] = [
  {
    confidence: 'documentation',
    rows: [
      ['orjson.dumps', 'held', 'orjson README: "The global interpreter lock (GIL) is held for the duration of the call."; measured held on 3.8.3'],
      ['orjson.loads', 'held', 'orjson README; measured held on 3.8.3'],
    ],
  },
  {
    rows: [
      ['ujson.dumps', 'held', 'ultrajson@3bb0924: no GIL release anywhere in src/ujson'],
      ['ujson.loads', 'held', 'ultrajson@3bb0924: no GIL release anywhere in src/ujson'],
      ['yaml.CSafeLoader', 'held', 'pyyaml@d51d8a1:yaml/_yaml.pyx has no nogil section'],
      ['pydantic.BaseModel.model_validate', 'held', 'pydantic-core@383eb95a: no allow_threads/detach in src; measured held on 2.13.4'],
      ['pydantic.BaseModel.model_validate_json', 'held', 'pydantic-core@383eb95a; measured held on 2.13.4'],
      ['pydantic.BaseModel.model_dump', 'held', 'pydantic-core@383eb95a; measured held on 2.13.4'],
      ['pydantic.BaseModel.model_dump_json', 'held', 'pydantic-core@383eb95a; measured held on 2.13.4'],
      ['pydantic.TypeAdapter.validate_python', 'held', 'pydantic-core@383eb95a; measured held on 2.13.4'],
      ['bson.encode', 'held', 'mongo-python-driver@ebc4bffcc:bson/_cbsonmodule.c has no GIL release'],
      ['bson.decode', 'held', 'mongo-python-driver@ebc4bffcc:bson/_cbsonmodule.c has no GIL release'],
    ],
  },
  {
    confidence: 'inferred',
    rows: [
      ['{rapidjson.loads,rapidjson.dumps,cbor2.loads,cbor2.dumps}', 'held', 'one C call; not read'],
      ['{fastavro.reader,fastavro.writer,fastavro.schemaless_reader}', 'held', 'Cython; not read'],
      ['{avro.io.DatumReader.read,avro.io.DatumWriter.write}', 'python', 'pure Python'],
      ['simplejson.dumps', 'held', 'C speedups with the GIL'],
      ['simplejson.loads', 'held', 'C speedups with the GIL'],
      ['msgpack.packb', 'held', 'Cython without nogil'],
      ['msgpack.unpackb', 'held', 'Cython without nogil'],
      ['msgspec.json.encode', 'held', 'C extension with the GIL'],
      ['msgspec.json.decode', 'held', 'C extension with the GIL'],
      ['google.protobuf.message.Message.SerializeToString', 'held', 'upb extension with the GIL'],
      ['google.protobuf.message.Message.ParseFromString', 'held', 'upb extension with the GIL'],
      ['yaml.safe_load', 'python', 'pure Python scanner/parser/constructor (PyYAML)'],
      ['yaml.load', 'python', 'pure Python; Loader=CSafeLoader: libyaml with the GIL held (yaml/_yaml.pyx has no nogil), construction in Python'],
      ['yaml.safe_dump', 'python', 'pure Python'],
      ['yaml.dump', 'python', 'pure Python'],
      ['ruamel.yaml.YAML.load', 'python', 'pure Python round-trip parser'],
      ['xmltodict.parse', 'held', 'expat with Python handlers'],
      ['cloudpickle.dumps', 'python', 'Python-level reducers'],
      ['dill.dumps', 'python', 'pure-Python pickler'],
    ],
  },
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred',
    rows: [
      ['toml.loads', 'python', ''],
      ['marshmallow.Schema.load', 'python', ''],
      ['attrs.asdict', 'python', ''],
    ],
  },
];
