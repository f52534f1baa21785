/** How much data comes from outside where the code does not say: whole files and responses are large, digests short. */
import { exactly, type Estimate } from '../model/estimate';
import type { CallArguments } from './calls';

/** A whole file or response, in characters or bytes. */
const WHOLE_INPUT: Estimate = { low: 1, mid: 100_000, high: 1e9 };
/** A line of text. */
const LINE: Estimate = { low: 1, mid: 60, high: 1000 };
/** Between SHA-1 and SHA-512. */
const DIGEST: Estimate = { low: 16, mid: 32, high: 64 };

/** Length of the text or bytes that a library call returns; undefined where nothing is known. */
export function inputLength(name: string, args: CallArguments): Estimate | undefined {
  const method = name.slice(name.lastIndexOf('.') + 1);
  switch (method) {
    case 'read_text':
    case 'read_bytes':
    case 'getvalue':
      return WHOLE_INPUT;
    case 'read':
    case 'recv': {
      const limit = args.positional[0];
      if (limit === undefined) return WHOLE_INPUT;
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
    case 'urandom':
    case 'token_bytes': {
      const size = args.positional[0];
      return size?.kind === 'number' ? size.range : exactly(32);
    }
    default:
      return undefined;
  }
}
