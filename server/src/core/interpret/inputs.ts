/** How much data comes from outside where the code does not say: whole files and responses are large, digests short. */
import { exactly, scale, type Estimate } from '../model/estimate';
import type { CallArguments } from './calls';
import { lengthOf, writtenSize } from './sizes';
import type { Value } from './values';

/** A whole file or response, in characters or bytes. */
const WHOLE_INPUT: Estimate = { low: 1, mid: 100_000, high: 1e9 };
/** A line of text. */
const LINE: Estimate = { low: 1, mid: 60, high: 1000 };
/** Between SHA-1 and SHA-512. */
const DIGEST: Estimate = { low: 16, mid: 32, high: 64 };

/** Logs, mailboxes, dumps and captures gather for a long time. */
const GATHERED: Estimate = { low: 1e4, mid: 2e7, high: 1e11 };
/** Tables and records for machines. */
const RECORDS: Estimate = { low: 100, mid: 2e6, high: 1e10 };
/** Archives, films and images of disks. */
const ARCHIVE: Estimate = { low: 1e3, mid: 3e7, high: 1e11 };
/** What people write by hand. */
const SETTINGS: Estimate = { low: 10, mid: 2000, high: 1e5 };

/** Usual size of a whole file in bytes by the last part of its name, where that says more than nothing. */
function sizeBySuffix(suffix: string | undefined): Estimate | undefined {
  switch (suffix) {
    case 'mbox':
    case 'log':
    case 'sql':
    case 'dump':
    case 'pcap':
    case 'warc':
      return GATHERED;
    case 'csv':
    case 'tsv':
    case 'jsonl':
    case 'ndjson':
    case 'xml':
    case 'parquet':
    case 'fasta':
    case 'fastq':
      return RECORDS;
    case 'zip':
    case 'gz':
    case 'bz2':
    case 'xz':
    case 'tar':
    case 'tgz':
    case 'iso':
    case 'mp4':
    case 'mkv':
    case 'mov':
    case 'avi':
    case 'wav':
      return ARCHIVE;
    case 'ini':
    case 'cfg':
    case 'conf':
    case 'toml':
    case 'yaml':
    case 'yml':
    case 'env':
      return SETTINGS;
    default:
      return undefined;
  }
}

/** Size of everything that a file or path object holds. */
function wholeInput(receiver: Value | undefined): Estimate {
  const path = receiver?.kind === 'object' ? receiver.attributes.get('0') : undefined;
  const suffix = path?.kind === 'text' ? path.text?.split('.').at(-1)?.toLowerCase() : undefined;
  return sizeBySuffix(suffix) ?? WHOLE_INPUT;
}

/** Length of the text or bytes that a library call returns; undefined where nothing is known. */
export function inputLength(
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
): Estimate | undefined {
  const method = name.slice(name.lastIndexOf('.') + 1);
  switch (method) {
    case 'read_text':
    case 'read_bytes':
    case 'getvalue':
      return wholeInput(receiver);
    case 'read':
    case 'recv': {
      const limit = args.positional[0];
      if (limit === undefined) return wholeInput(receiver);
      return limit.kind === 'number' && limit.range !== undefined && limit.range.low > 0
        ? limit.range
        : undefined;
    }
    case 'readline':
    case 'input':
      return LINE;
    case 'digest':
      return DIGEST;
    case 'hexdigest':
      return { low: DIGEST.low * 2, mid: DIGEST.mid * 2, high: DIGEST.high * 2 };
    case 'dumps': {
      const data = args.positional[0];
      return data === undefined ? undefined : writtenSize(data);
    }
    case 'b64encode':
    case 'standard_b64encode':
    case 'urlsafe_b64encode':
      return times(args.positional[0], 4 / 3);
    case 'b64decode':
    case 'standard_b64decode':
    case 'urlsafe_b64decode':
      return times(args.positional[0], 3 / 4);
    case 'sub':
      // A replacement changes the length little, unless it is long.
      return times(args.positional[name === 're.sub' ? 2 : 1], 1);
    case 'urandom':
    case 'token_bytes': {
      const size = args.positional[0];
      return size?.kind === 'number' ? size.range : exactly(32);
    }
    default:
      return undefined;
  }
}

function times(data: Value | undefined, factor: number): Estimate | undefined {
  const length = data === undefined ? undefined : lengthOf(data);
  return length === undefined ? undefined : scale(length, factor);
}
