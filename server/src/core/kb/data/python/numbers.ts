/** Facts about `math`, `random`, `itertools`, `collections`, `decimal` and other computing modules. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, MAIN, NO_RELEASE, SINCE_312, SINCE_313, UNTIL_313, V312_313, V38 } from '../readings';

// prettier-ignore
export const numbersFacts: readonly FactGroup[] = [
  {
    from: 'Modules/mathmodule.c:', read: EVERY,
    rows: [
      ['math.factorial', 'held', 'math_factorial'],
      ['math.comb', 'held', 'math_comb_impl'],
      ['math.perm', 'held', 'math_perm_impl'],
      ['math.isqrt', 'held', 'math_isqrt', { when: '3.12 and later divide huge operands in Python code (_pylong)' }],
      ['math.prod', 'held', 'math_prod_impl'],
      ['math.fsum', 'held', 'math_fsum'],
      ['math.dist', 'held', 'math_dist_impl'],
    ],
  },
  {
    from: 'Modules/', read: SINCE_312,
    rows: [
      ['math.sumprod', 'held', 'mathmodule.c:math_sumprod_impl', { since: '3.12' }],
      ['heapq.heappop', 'held', '_heapqmodule.c:_heapq_heappop_impl'],
      ['array.array.extend', 'held', 'arraymodule.c:array_array_extend_impl'],
      ['array.array.tofile', 'held', 'arraymodule.c:array_array_tofile_impl', { when: 'calls file.write() per 64 KiB, which releases' }],
    ],
  },
  {
    from: 'Modules/_randommodule.c:', read: EVERY,
    rows: [
      ['random.random', 'held', '_random_Random_random_impl', { when: 'constant cost' }],
      ['random.getrandbits', 'held', '_random_Random_getrandbits_impl'],
      ['random.seed', 'held', '_random_Random_seed_impl', { when: 'seed(None) reads os.urandom' }],
    ],
  },
  {
    from: 'Modules/itertoolsmodule.c:', read: EVERY,
    rows: [
      ['itertools.permutations', 'held', 'permutations_next', { when: 'lazy, per item' }],
      ['itertools.combinations', 'held', 'combinations_next', { when: 'lazy, per item' }],
      ['itertools.product', 'held', 'product_next', { when: 'lazy; the constructor copies the inputs' }],
      ['itertools.chain', 'held', 'chain_next', { when: 'lazy' }],
      ['itertools.islice', 'held', 'islice_next', { when: 'skipping the first items runs in C without yielding' }],
      ['itertools.groupby', 'held', 'groupby_next', { when: 'lazy' }],
      ['itertools.accumulate', 'held', 'accumulate_next', { when: 'lazy' }],
      ['itertools.count', 'held', 'count_next', { when: 'lazy' }],
    ],
  },
  {
    from: 'Modules/', read: EVERY,
    rows: [
      ['functools._lru_cache_wrapper.__call__', 'held', '_functoolsmodule.c:bounded_lru_cache_wrapper', { when: 'hit: constant; miss: runs the wrapped function' }],
      ['collections.Counter', 'held', '_collectionsmodule.c:_collections__count_elements_impl', { when: 'counting loop in C' }],
      ['heapq.heappush', 'held', '_heapqmodule.c:_heapq_heappush_impl'],
      ['operator.itemgetter', 'held', '_operator.c:itemgetter_call', { when: 'constant cost' }],
      ['uuid._generate_time_safe', 'held', '_uuidmodule.c:py_uuid_generate_time_safe', { when: 'may talk to uuidd with the GIL held' }],
    ],
  },
  {
    from: 'Modules/_collectionsmodule.c:', read: SINCE_313,
    rows: [
      ['collections.deque', 'held', 'deque_init_impl'],
      ['collections.deque.extend', 'held', 'deque_extend_impl'],
      ['collections.deque.append', 'held', 'deque_append_impl', { when: 'constant cost' }],
      ['collections.deque.rotate', 'held', 'deque_rotate_impl'],
    ],
  },
  {
    from: 'Modules/_bisectmodule.c:', read: SINCE_312,
    rows: [
      ['bisect.bisect_left', 'held', '_bisect_bisect_left_impl'],
      ['bisect.bisect_right', 'held', '_bisect_bisect_right_impl'],
      ['bisect.insort_right', 'held', '_bisect_insort_right_impl', { when: 'O(n) insert' }],
    ],
  },
  {
    from: 'Modules/arraymodule.c:', read: EVERY,
    rows: [
      ['array.array', 'held', 'array_new'],
      ['array.array.frombytes', 'held', 'array_array_frombytes_impl'],
      ['array.array.fromfile', 'held', 'array_array_fromfile_impl', { when: 'calls file.read(), which releases' }],
      ['array.array.tolist', 'held', 'array_array_tolist_impl'],
      ['array.array.byteswap', 'held', 'array_array_byteswap_impl'],
    ],
  },
  {
    from: 'Modules/_decimal/_decimal.c:', read: EVERY,
    rows: [
      ['decimal.Decimal', 'held', 'dec_new', { when: 'libmpdec never releases the GIL' }],
      ['decimal.Decimal.sqrt', 'held', 'PyDec_ToIntegralExact', { when: 'all libmpdec operations hold the GIL' }],
      ['decimal.Decimal.__truediv__', 'held', 'PyDecType_FromObjectExact', { when: 'all libmpdec operations hold the GIL' }],
      ['decimal.Decimal.{__add__,__sub__,__mul__}', 'held', 'Dec_BinaryNumberMethod', { when: 'all libmpdec operations hold the GIL' }],
      ['decimal.Decimal.__lt__', 'held', 'dec_richcompare', { when: 'all libmpdec operations hold the GIL' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'other',
    rows: [
      ['random.SystemRandom.random', 'io', 'random.py:SystemRandom.random -> _urandom', { when: 'os.urandom per call: a GIL release per number' }],
      ['random.randint', 'python', 'random.py:Random.randint -> randrange'],
      ['random.randrange', 'python', 'random.py:Random.randrange -> _randbelow'],
      ['random.shuffle', 'python', 'random.py:Random.shuffle -> randbelow', { when: 'pure-Python loop' }],
      ['random.sample', 'python', 'random.py:Random.sample -> randbelow'],
      ['random.choice', 'python', 'random.py:Random.choice -> _randbelow'],
      ['random.choices', 'python', 'random.py:Random.choices -> random'],
      ['random.gauss', 'python', 'random.py:Random.gauss -> random'],
      ['random.uniform', 'python', 'random.py:Random.uniform -> random'],
      ['random.randbytes', 'held', 'random.py:Random.randbytes -> getrandbits', { when: 'getrandbits then int.to_bytes in C', since: '3.9' }],
      ['uuid.uuid1', 'python', 'uuid.py:uuid1 -> _generate_time_safe', { when: 'C uuid_generate_time_safe holds the GIL' }],
      ['uuid.uuid4', 'io', 'uuid.py:uuid4 -> urandom', { when: 'os.urandom: one GIL release per call (20,000 calls took 1.2 s beside a busy thread, measured)' }],
      ['uuid.uuid5', 'python', 'uuid.py:uuid5 -> sha1'],
      ['collections.Counter.most_common', 'held', 'collections/__init__.py:Counter.most_common -> sorted or nlargest'],
      ['collections.Counter.update', 'held', 'collections/__init__.py:Counter.update -> _count_elements'],
      ['collections.namedtuple', 'python', 'collections/__init__.py:namedtuple -> eval or exec'],
      ['statistics.mean', 'python', 'statistics.py:mean -> _sum', { when: 'exact Fraction sums in pure Python' }],
      ['statistics.fmean', 'held', 'statistics.py:fmean -> fsum'],
      ['statistics.median', 'held', 'statistics.py:median -> sorted'],
      ['statistics.mode', 'held', 'statistics.py:mode -> Counter'],
      ['statistics.stdev', 'python', 'statistics.py:stdev -> _ss', { when: 'pure Python Fractions' }],
      ['statistics.variance', 'python', 'statistics.py:variance -> _ss'],
      ['statistics.pstdev', 'python', 'statistics.py:pstdev -> _ss'],
      ['statistics.quantiles', 'held', 'statistics.py:quantiles -> sorted'],
      ['statistics.correlation', 'python', 'statistics.py:correlation'],
      ['statistics.linear_regression', 'python', 'statistics.py:linear_regression'],
      ['fractions.Fraction', 'python', 'fractions.py:Fraction.__new__ -> gcd', { when: 'pure Python around big-int gcd' }],
      ['fractions.Fraction.limit_denominator', 'python', 'fractions.py:Fraction.limit_denominator'],
      ['fractions.Fraction.{__add__,__sub__,__mul__,__truediv__,__floordiv__,__mod__,__pow__,__eq__,__lt__}', 'python', 'fractions.py', { when: 'pure Python around big-int gcd' }],
      ['heapq.merge', 'python', 'heapq.py:merge -> heapify', { when: 'pure-Python generator' }],
      ['heapq.nlargest', 'python', 'heapq.py:nlargest -> heapreplace'],
      ['heapq.nsmallest', 'python', 'heapq.py:nsmallest'],
      ['random.{betavariate,expovariate,gammavariate,lognormvariate,normalvariate,paretovariate,triangular,vonmisesvariate}', 'python', 'random.py'],
      ['random.weibullvariate', 'python', 'random.py'],
      ['random.binomialvariate', 'python', 'random.py', { since: '3.12' }],
      ['random.{getstate,setstate}', 'python', 'random.py'],
      ['statistics.{geometric_mean,harmonic_mean,median_grouped,multimode,pvariance}', 'python', 'statistics.py'],
      ['statistics.covariance', 'python', 'statistics.py', { since: '3.10' }],
      ['statistics.NormalDist', 'python', 'statistics.py', { when: 'constant cost' }],
      ['functools.{wraps,update_wrapper,total_ordering,lru_cache,singledispatch,partialmethod}', 'python', 'functools.py', { when: 'constant cost' }],
      ['functools.cached_property', 'python', 'functools.py', { when: 'constant cost' }],
      ['functools.cache', 'python', 'functools.py', { when: 'constant cost', since: '3.9' }],
      ['collections.{ChainMap,UserDict,UserList,UserString}', 'python', 'collections/__init__.py'],
      ['collections.Counter.{elements,subtract,total}', 'python', 'collections/__init__.py'],
      ['uuid.{UUID,uuid3}', 'python', 'uuid.py'],
    ],
  },
  {
    from: 'Lib/', read: LIB, confidence: 'inferred', medium: 'process',
    rows: [
      ['uuid.getnode', 'io', 'uuid.py:getnode', { when: 'may run ifconfig/arp in a subprocess' }],
      ['collections.OrderedDict', 'held', 'collections/__init__.py:OrderedDict', { when: 'C implementation replaces it' }],
      ['statistics.{median_high,median_low}', 'held', 'statistics.py over sorted'],
    ],
  },
  {
    read: V312_313,
    rows: [
      ['math.gcd', 'held', 'Modules/mathmodule.c:math_gcd', { when: 'big integers never yield' }],
      ['math.lcm', 'held', 'Modules/mathmodule.c:math_lcm', { since: '3.9' }],
    ],
  },
  {
    read: UNTIL_313,
    rows: [
      ['math.hypot', 'held', 'Modules/mathmodule.c:math_hypot'],
    ],
  },
  {
    read: MAIN,
    rows: [
      ['functools.reduce', 'held', 'Modules/_functoolsmodule.c:_functools_reduce_impl', { when: 'a Python function yields in its frame' }],
    ],
  },
  {
    read: V38,
    rows: [
      ['heapq.heapify', 'held', 'Modules/_heapqmodule.c:_heapq_heapify'],
    ],
  },
  {
    from: 'Modules/mathmodule.c', read: NO_RELEASE,
    rows: [
      ['math.{acos,acosh,asin,asinh,atan,atan2,atanh,ceil,copysign,cos,cosh,degrees,erf,erfc,exp,expm1,fabs,floor}', 'held', '', { when: 'constant cost' }],
      ['math.{fmod,frexp,gamma}', 'held', '', { when: 'constant cost' }],
      ['math.{isclose,isfinite,isinf,isnan,ldexp,lgamma,log,log10,log1p,log2,modf,pow,radians,remainder,sin,sinh}', 'held', '', { when: 'constant cost' }],
      ['math.{sqrt,tan,tanh,trunc}', 'held', '', { when: 'constant cost' }],
      ['math.{nextafter,ulp}', 'held', '', { when: 'constant cost', since: '3.9' }],
      ['math.{cbrt,exp2}', 'held', '', { when: 'constant cost', since: '3.11' }],
      ['math.fma', 'held', '', { when: 'constant cost', since: '3.13' }],
    ],
  },
  {
    from: 'Modules/cmathmodule.c', read: NO_RELEASE,
    rows: [
      ['cmath.{acos,acosh,asin,asinh,atan,atanh,cos,cosh,exp,isclose,isfinite,isinf,isnan,log,log10,phase,polar}', 'held', '', { when: 'constant cost' }],
      ['cmath.{rect,sin,sinh,sqrt,tan,tanh}', 'held', '', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Modules/itertoolsmodule.c', read: NO_RELEASE,
    rows: [
      ['itertools.{combinations_with_replacement,compress,cycle,dropwhile,filterfalse,repeat,starmap,takewhile,zip_longest}', 'held', '', { when: 'lazy' }],
      ['itertools.tee', 'held', '', { when: 'lazy' }],
      ['itertools.chain.from_iterable', 'held', '', { when: 'lazy' }],
      ['itertools.pairwise', 'held', '', { when: 'lazy', since: '3.10' }],
      ['itertools.batched', 'held', '', { when: 'lazy', since: '3.12' }],
    ],
  },
  {
    from: 'Modules/', read: NO_RELEASE,
    rows: [
      ['operator.{abs,add,and_,call,concat,contains,delitem,eq}', 'held', '_operator.c', { when: 'constant cost unless it calls a Python method' }],
      ['operator.{floordiv,ge,getitem,gt,iadd,index,inv,invert,is_}', 'held', '_operator.c', { when: 'constant cost unless it calls a Python method' }],
      ['operator.{is_not,le,lshift,lt,mod,mul,ne,neg,not_,or_,pos,pow}', 'held', '_operator.c', { when: 'constant cost unless it calls a Python method' }],
      ['operator.{rshift,setitem,sub,truediv,truth,xor}', 'held', '_operator.c', { when: 'constant cost unless it calls a Python method' }],
      ['operator.{attrgetter,methodcaller}', 'held', '_operator.c', { when: 'constant cost' }],
      ['operator.{countOf,indexOf}', 'held', '_operator.c'],
      ['bisect.{bisect,insort,insort_left}', 'held', '_bisectmodule.c'],
      ['heapq.{heapreplace,heappushpop}', 'held', '_heapqmodule.c'],
      ['struct.{calcsize,pack_into,Struct}', 'held', '_struct.c'],
      ['struct.Struct.{pack,unpack,pack_into,unpack_from,iter_unpack}', 'held', '_struct.c'],
      ['functools.{partial,cmp_to_key}', 'held', '_functoolsmodule.c', { when: 'constant cost' }],
      ['collections.defaultdict', 'held', '_collectionsmodule.c'],
      ['collections.deque.{appendleft,pop,popleft}', 'held', '_collectionsmodule.c', { when: 'constant cost' }],
      ['collections.deque.{clear,copy,count,extendleft,index,insert,remove,reverse}', 'held', '_collectionsmodule.c'],
      ['array.array.{append,pop}', 'held', 'arraymodule.c', { when: 'constant cost' }],
      ['array.array.{buffer_info,count,fromlist,index,insert,remove,reverse,tobytes}', 'held', 'arraymodule.c'],
      ['decimal.{getcontext,localcontext,setcontext}', 'held', '_decimal/_decimal.c', { when: 'constant cost' }],
      ['decimal.Decimal.*', 'held', '_decimal/_decimal.c'],
      ['random.Random', 'held', '_randommodule.c', { when: 'seeds from os.urandom' }],
      ['{weakref.ref,weakref.proxy}', 'held', '_weakref.c', { when: 'constant cost' }],
    ],
  },
  {
    read: NO_RELEASE,
    rows: [
      ['collections.OrderedDict.{move_to_end,popitem}', 'held', 'Objects/odictobject.c', { when: 'constant cost' }],
    ],
  },
];
