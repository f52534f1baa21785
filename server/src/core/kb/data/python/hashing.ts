/** Facts about `hashlib`, `hmac`, `secrets`. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, MAIN, NO_RELEASE, SINCE_312 } from '../readings';

// prettier-ignore
export const hashingFacts: readonly FactGroup[] = [
  {
    from: 'Modules/_hashopenssl.c:', read: MAIN,
    rows: [
      ['hashlib.new', 'native', '_hashlib_HASH_new_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.HASH.update', 'native', '_hashlib_HASH_update_impl', { when: 'buffer > 2047 bytes; after the first large update every update takes the lock of the object' }],
      ['hashlib.HASHXOF.digest', 'held', '_hashlib_HASHXOF_digest_impl', { when: 'output of any length is squeezed with the GIL held' }],
      ['hashlib.HASHXOF.hexdigest', 'held', '_hashlib_HASHXOF_hexdigest_impl', { when: 'output of any length is squeezed with the GIL held' }],
      ['hashlib.HASH.digest', 'held', '_hashlib_HASH_digest_impl', { when: 'constant cost' }],
      ['hashlib.HASH.hexdigest', 'held', '_hashlib_HASH_hexdigest_impl', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Modules/_hashopenssl.c:', read: EVERY,
    rows: [
      ['hashlib.md5', 'native', '_hashlib_openssl_md5_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha1', 'native', '_hashlib_openssl_sha1_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha224', 'native', '_hashlib_openssl_sha224_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha256', 'native', '_hashlib_openssl_sha256_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha384', 'native', '_hashlib_openssl_sha384_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha512', 'native', '_hashlib_openssl_sha512_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.pbkdf2_hmac', 'native', 'pbkdf2_hmac_impl', { when: 'always' }],
      ['hashlib.scrypt', 'native', '_hashlib_scrypt_impl', { when: 'always' }],
    ],
  },
  {
    from: 'Modules/_hashopenssl.c:', read: SINCE_312,
    rows: [
      ['hashlib.sha3_224', 'native', '_hashlib_openssl_sha3_224_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha3_256', 'native', '_hashlib_openssl_sha3_256_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha3_384', 'native', '_hashlib_openssl_sha3_384_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.sha3_512', 'native', '_hashlib_openssl_sha3_512_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.shake_128', 'native', '_hashlib_openssl_shake_128_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.shake_256', 'native', '_hashlib_openssl_shake_256_impl -> _hashlib_HASH', { when: 'initial data > 2047 bytes; else held' }],
      ['hmac.digest', 'native', '_hashlib_hmac_singleshot_impl', { when: 'always with OpenSSL, whatever the size' }],
      ['hmac.new', 'native', '_hashlib_hmac_new_impl -> _hmac_update; 3.8 and 3.9 (Lib/hmac.py) go through hashlib, which releases at the same size', { when: 'msg > 2047 bytes' }],
      ['hmac.HMAC.update', 'native', '_hashlib_HMAC_update_impl -> _hmac_update; 3.8 and 3.9 (Lib/hmac.py) go through hashlib, which releases at the same size', { when: 'buffer > 2047 bytes' }],
    ],
  },
  {
    from: 'Modules/blake2module.c:', read: MAIN,
    rows: [
      ['hashlib.blake2b', 'native', 'py_blake2b_new_impl -> py_blake2b_or_s_new', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.blake2s', 'native', 'py_blake2s_new_impl -> py_blake2b_or_s_new', { when: 'initial data > 2047 bytes; else held' }],
      ['hashlib.blake2b.update', 'native', '_blake2_blake2b_update_impl', { when: 'buffer > 2047 bytes' }],
      ['hashlib.blake2s.update', 'native', '_blake2_blake2b_update_impl', { when: 'buffer > 2047 bytes' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'other',
    rows: [
      ['hashlib.file_digest', 'native', 'hashlib.py:file_digest -> readinto', { when: '256 KiB blocks: file read and hash update both without the GIL', since: '3.11' }],
      ['secrets.token_bytes', 'io', 'secrets.py:token_bytes -> randbytes', { when: 'os.urandom without the GIL' }],
      ['secrets.token_hex', 'io', 'secrets.py:token_hex -> token_bytes'],
      ['secrets.token_urlsafe', 'io', 'secrets.py:token_urlsafe -> token_bytes'],
      ['secrets.choice', 'io', 'secrets.py:module -> SystemRandom', { when: 'os.urandom per call' }],
    ],
  },
  {
    read: EVERY,
    rows: [
      ['hmac.compare_digest', 'held', 'Modules/_operator.c:_operator__compare_digest_impl'],
    ],
  },
  {
    from: 'Modules/', confidence: 'inferred',
    rows: [
      ['hashlib.HASH.copy', 'held', '_hashopenssl.c', { when: 'constant cost' }],
      ['{hashlib.blake2b,hashlib.blake2s}.{digest,hexdigest,copy}', 'held', 'blake2module.c', { when: 'constant cost' }],
      ['hashlib.HASHXOF.update', 'native', '_hashopenssl.c:_hashlib_HASH_update_impl', { when: 'buffer > 2047 bytes' }],
      ['hmac.HMAC.{digest,hexdigest,copy}', 'held', '_hashopenssl.c', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, confidence: 'inferred', medium: 'other',
    rows: [
      ['secrets.{randbelow,randbits}', 'io', 'secrets.py over SystemRandom', { when: 'os.urandom per call' }],
    ],
  },
  {
    read: NO_RELEASE,
    rows: [
      ['secrets.compare_digest', 'held', 'Modules/_operator.c'],
    ],
  },
];
