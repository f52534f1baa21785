/** Facts about cryptography, password hashing and compression packages. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const cryptoFacts: readonly FactGroup[] = [
  {
    confidence: 'documentation',
    rows: [
      ['cryptography.hazmat.primitives.ciphers.aead.AESGCM.encrypt', 'held', 'pyca/cryptography#15359 (merged 2026-07-30): detaches for >= 2048 bytes from the release after it; held before; measured held on 48.0.0', { when: 'up to version 48; later ones release from 2048 bytes on' }],
      ['cryptography.hazmat.primitives.ciphers.aead.AESGCM.decrypt', 'held', 'pyca/cryptography#15359', { when: 'up to version 48; later ones release from 2048 bytes on' }],
      ['cryptography.hazmat.primitives.ciphers.aead.ChaCha20Poly1305.encrypt', 'held', 'pyca/cryptography#15359; measured held on 48.0.0', { when: 'up to version 48; later ones release from 2048 bytes on' }],
      ['cryptography.hazmat.primitives.ciphers.CipherContext.update', 'held', 'pyca/cryptography#15359; measured held on 48.0.0', { when: 'up to version 48; later ones release from 2048 bytes on' }],
      ['cryptography.hazmat.primitives.hashes.Hash.update', 'held', 'pyca/cryptography#15359; measured held on 48.0.0', { when: 'up to version 48; later ones release from 2048 bytes on; hashlib releases' }],
      ['cryptography.hazmat.primitives.hmac.HMAC.update', 'held', 'pyca/cryptography#15359', { when: 'up to version 48; later ones release from 2048 bytes on' }],
      ['cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key', 'native', 'pyca/cryptography#14370 (merged 2026-02-24); measured released on 48.0.0', { when: 'version 48 and later; held before' }],
      ['cryptography.hazmat.primitives.asymmetric.rsa.RSAPrivateKey.sign', 'native', 'pyca/cryptography#14370; measured released on 48.0.0', { when: 'version 48 and later; held before' }],
      ['cryptography.hazmat.primitives.asymmetric.rsa.RSAPrivateKey.decrypt', 'native', 'pyca/cryptography#14370', { when: 'version 48 and later; held before' }],
      ['cryptography.hazmat.primitives.asymmetric.ec.generate_private_key', 'native', 'pyca/cryptography#14370', { when: 'version 48 and later; held before' }],
      ['cryptography.hazmat.primitives.asymmetric.ec.EllipticCurvePrivateKey.sign', 'native', 'pyca/cryptography#14370', { when: 'version 48 and later; held before' }],
    ],
  },
  {
    confidence: 'inferred',
    rows: [
      ['cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC.derive', 'held', 'pyca/cryptography#11585 (maintainer: not released); measured held on 48.0.0; hashlib.pbkdf2_hmac releases'],
      ['cryptography.hazmat.primitives.kdf.scrypt.Scrypt.derive', 'held', 'pyca/cryptography#11585; measured held on 48.0.0; hashlib.scrypt releases'],
      ['cryptography.x509.load_pem_x509_certificate', 'held', 'Rust parser with the GIL'],
      ['cryptography.fernet.Fernet.encrypt', 'python', 'padding, AES-CBC, HMAC and base64, a C call each; measured on 48.0.0', { when: 'up to version 48 each of the calls keeps the GIL; later ones release from 2048 bytes on' }],
      ['cryptography.fernet.Fernet.decrypt', 'python', 'base64, HMAC and AES-CBC, a C call each'],
      ['bcrypt.gensalt', 'held', 'short'],
      ['argon2.PasswordHasher.hash', 'native', 'argon2-cffi: cffi API-mode calls release the GIL'],
      ['nacl.secret.SecretBox.encrypt', 'native', 'cffi releases the GIL around every C call'],
      ['passlib.hash.bcrypt.hash', 'native', 'bcrypt back end'],
      ['jwt.encode', 'held', 'PyJWT: Python plus cryptography/hmac'],
      ['jwt.decode', 'held', 'PyJWT: Python plus cryptography/hmac'],
      ['snappy.compress', 'native', 'python-snappy: cramjam back end releases'],
      ['blosc.{compress,decompress,pack_array,unpack_array}', 'held', 'python-blosc keeps the GIL unless set_releasegil(True) was called; measured on 1.11.1'],
      ['xxhash.xxh64', 'native', 'python-xxhash releases for large buffers'],
      ['blake3.blake3', 'native', 'releases for large buffers'],
    ],
  },
  {
    from: 'pyca/bcrypt@9642162:src/_bcrypt/src/lib.rs:',
    rows: [
      ['bcrypt.hashpw', 'native', 'hashpw'],
      ['bcrypt.checkpw', 'native', 'hashpw', { when: 'checkpw calls hashpw' }],
      ['bcrypt.kdf', 'native', 'kdf'],
    ],
  },
  {
    from: 'python-zstandard@4dac8f2:',
    rows: [
      ['zstandard.ZstdCompressor.compress', 'native', 'c-ext/compressor.c:ZstdCompressor_compress'],
      ['zstandard.ZstdDecompressor.decompress', 'native', 'c-ext/decompressor.c:Decompressor_decompress'],
      ['zstandard.ZstdCompressor.copy_stream', 'native', 'c-ext/compressor.c:ZstdCompressor_copy_stream'],
      ['zstandard.ZstdDecompressor.stream_reader', 'native', 'c-ext/decompressionreader.c:decompress_input'],
      ['zstandard.train_dictionary', 'native', 'c-ext/compressiondict.c:train_dictionary'],
    ],
  },
  {
    from: 'python-lz4@029f365:',
    rows: [
      ['lz4.frame.compress', 'native', 'lz4/frame/_frame.c:compress'],
      ['lz4.frame.decompress', 'native', 'lz4/frame/_frame.c:decompress'],
      ['lz4.block.compress', 'native', 'lz4/block/_block.c:compress'],
      ['lz4.block.decompress', 'native', 'lz4/block/_block.c:decompress'],
    ],
  },
  {
    from: 'google/brotli@8e10eeb:python/_brotli.c:',
    rows: [
      ['brotli.compress', 'native', 'compress_stream'],
      ['brotli.decompress', 'native', 'brotli_decompress'],
      ['brotli.Compressor.process', 'native', 'compress_stream'],
      ['brotli.Decompressor.process', 'native', 'brotli_Decompressor_process'],
    ],
  },
];
