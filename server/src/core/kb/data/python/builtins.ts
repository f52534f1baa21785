/** Facts about builtin functions and types. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, MAIN, NO_RELEASE, SINCE_312, SINCE_313, UNTIL_312, UNTIL_313 } from '../readings';

// prettier-ignore
export const builtinsFacts: readonly FactGroup[] = [
  {
    from: 'Objects/listobject.c:', read: EVERY,
    rows: [
      ['list.sort', 'held', 'list_sort_impl', { when: 'never yields unless key or __lt__ is Python code' }],
      ['list.index', 'held', 'list_index_impl'],
      ['list.reverse', 'held', 'list_reverse_impl'],
      ['list.extend', 'held', 'list_extend'],
      ['list.insert', 'held', 'list_insert_impl', { when: 'O(n) memmove' }],
      ['list.pop', 'held', 'list_pop_impl', { when: 'pop(0) is O(n)' }],
      ['list.copy', 'held', 'list_copy_impl'],
      ['list.clear', 'held', 'list_clear_impl', { when: 'frees every element with the GIL held' }],
      ['list', 'held', 'list___init___impl', { when: 'consumes a C iterator without ever yielding' }],
    ],
  },
  {
    from: 'Python/bltinmodule.c:', read: EVERY,
    rows: [
      ['sorted', 'held', 'builtin_sorted', { when: 'list(iterable) + list.sort' }],
      ['sum', 'held', 'builtin_sum_impl', { when: 'consumes a C iterator (range, list) without ever yielding' }],
      ['min', 'held', 'builtin_min'],
      ['max', 'held', 'builtin_max'],
      ['any', 'held', 'builtin_any', { when: 'generator argument: yields in the frame of the generator' }],
      ['all', 'held', 'builtin_all', { when: 'generator argument: yields in the frame of the generator' }],
      ['map', 'held', 'map_next', { when: 'lazy; a Python function yields in its frame' }],
      ['filter', 'held', 'filter_next', { when: 'lazy' }],
      ['zip', 'held', 'zip_next', { when: 'lazy' }],
      ['hash', 'held', 'builtin_hash', { when: 'O(n) for str/bytes the first time' }],
      ['repr', 'held', 'builtin_repr'],
      ['divmod', 'held', 'builtin_divmod_impl', { when: 'big integers never yield' }],
      ['pow', 'held', 'builtin_pow_impl', { when: 'big integers never yield' }],
      ['compile', 'held', 'builtin_compile_impl'],
      ['eval', 'python', 'builtin_eval_impl', { when: 'compilation held, then Python code' }],
      ['exec', 'python', 'builtin_exec_impl', { when: 'compilation held, then Python code' }],
    ],
  },
  {
    from: 'Objects/', read: SINCE_313,
    rows: [
      ['list.append', 'held', 'listobject.c:list_append_impl', { when: 'constant cost' }],
      ['dict.copy', 'held', 'dictobject.c:dict_copy_impl'],
      ['dict.items', 'held', 'dictobject.c:dict_items_impl', { when: 'constant cost' }],
      ['str.find', 'held', 'unicodeobject.c:unicode_find_impl'],
      ['bytes.find', 'held', 'bytesobject.c:bytes_find_impl'],
      ['bytes.count', 'held', 'bytesobject.c:bytes_count_impl'],
    ],
  },
  {
    from: 'Objects/', read: EVERY,
    rows: [
      ['tuple', 'held', 'tupleobject.c:tuple_new_impl'],
      ['str.format', 'held', 'stringlib/unicode_format.h:do_string_format'],
      ['bytes.join', 'native', 'stringlib/join.h:STRINGLIB_bytes_join; compiled CPython: released in 3.9.18 and later, held in 3.8.18', { when: 'total size >= 1 MiB and every item exactly bytes: the copy runs without the GIL; else held', since: '3.9', before: 'held' }],
      ['bytearray.join', 'native', 'stringlib/join.h:STRINGLIB_bytes_join; compiled CPython: released in 3.9.18 and later, held in 3.8.18', { when: 'total size >= 1 MiB and every item exactly bytes: the copy runs without the GIL; else held', since: '3.9', before: 'held' }],
      ['bytearray.decode', 'held', 'bytearrayobject.c:bytearray_decode_impl'],
    ],
  },
  {
    from: 'Objects/dictobject.c:', read: EVERY,
    rows: [
      ['dict', 'held', 'dict_update_common'],
      ['dict.update', 'held', 'dict_update'],
      ['dict.fromkeys', 'held', 'dict_fromkeys_impl'],
    ],
  },
  {
    from: 'Objects/setobject.c:', read: EVERY,
    rows: [
      ['set', 'held', 'set_update_internal'],
      ['set.intersection', 'held', 'set_intersection'],
      ['set.difference', 'held', 'set_difference'],
      ['set.update', 'held', 'set_update_internal'],
    ],
  },
  {
    from: 'Objects/', read: SINCE_312,
    rows: [
      ['frozenset', 'held', 'setobject.c:make_new_frozenset'],
      ['str', 'held', 'unicodeobject.c:unicode_new_impl', { when: 'str(int) is quadratic; huge ones go through Python code (_pylong) since 3.12' }],
      ['str.count', 'held', 'unicodeobject.c:unicode_count_impl'],
      ['bytearray', 'held', 'bytearrayobject.c:bytearray___init___impl', { when: 'memcpy' }],
      ['memoryview.tobytes', 'held', 'memoryobject.c:memoryview_tobytes_impl', { when: 'memcpy' }],
      ['memoryview.tolist', 'held', 'memoryobject.c:memoryview_tolist_impl'],
    ],
  },
  {
    from: 'Objects/longobject.c:', read: EVERY,
    rows: [
      ['int.__mul__', 'held', 'long_mul', { when: 'Karatsuba, never releases' }],
      ['int.__pow__', 'held', 'long_pow', { when: 'checks signals, never releases' }],
      ['int.__floordiv__', 'held', 'long_div', { when: '3.12 and later divide huge operands in Python code (_pylong)' }],
      ['int.to_bytes', 'held', 'int_to_bytes_impl'],
      ['int.from_bytes', 'held', 'int_from_bytes_impl'],
      ['int', 'held', 'long_new_impl', { when: 'str to int is quadratic; huge ones go through Python code (_pylong) since 3.12; limited to 4300 digits since 3.11' }],
    ],
  },
  {
    from: 'Objects/unicodeobject.c:', read: EVERY,
    rows: [
      ['str.join', 'held', 'unicode_join'],
      ['str.split', 'held', 'unicode_split_impl'],
      ['str.rsplit', 'held', 'unicode_rsplit_impl'],
      ['str.splitlines', 'held', 'unicode_splitlines_impl'],
      ['str.replace', 'held', 'unicode_replace_impl'],
      ['str.encode', 'held', 'unicode_encode_impl'],
      ['str.translate', 'held', 'unicode_translate'],
      ['str.upper', 'held', 'unicode_upper_impl'],
      ['str.lower', 'held', 'unicode_lower_impl'],
      ['str.casefold', 'held', 'unicode_casefold_impl'],
      ['str.strip', 'held', 'unicode_strip_impl'],
      ['str.partition', 'held', 'unicode_partition'],
      ['str.expandtabs', 'held', 'unicode_expandtabs_impl'],
      ['str.isalnum', 'held', 'unicode_isalnum_impl'],
    ],
  },
  {
    from: 'Objects/bytesobject.c:', read: EVERY,
    rows: [
      ['bytes.decode', 'held', 'bytes_decode_impl'],
      ['bytes.replace', 'held', 'bytes_replace_impl'],
      ['bytes.split', 'held', 'bytes_split_impl'],
      ['bytes.translate', 'held', 'bytes_translate_impl'],
      ['bytes.hex', 'held', 'bytes_hex_impl'],
      ['bytes.fromhex', 'held', 'bytes_fromhex_impl'],
    ],
  },
  {
    read: UNTIL_313,
    rows: [
      ['list.count', 'held', 'Objects/listobject.c:list_count'],
    ],
  },
  {
    read: UNTIL_312,
    rows: [
      ['list.remove', 'held', 'Objects/listobject.c:list_remove'],
      ['set.union', 'held', 'Objects/setobject.c:set_union'],
    ],
  },
  {
    read: SINCE_312,
    rows: [
      ['__import__', 'python', 'Python/bltinmodule.c:builtin___import___impl', { when: 'file reads release; unmarshal and executing the module hold; per-module import lock waits release' }],
    ],
  },
  {
    read: MAIN,
    rows: [
      ['bytearray.extend', 'held', 'Objects/bytearrayobject.c:bytearray_extend_impl'],
    ],
  },
  {
    from: 'Objects/unicodeobject.c', read: NO_RELEASE,
    rows: [
      ['str.{capitalize,center,endswith,format_map,index,isalpha,isascii,isdecimal,isdigit,isidentifier,islower,isnumeric,isprintable}', 'held', ''],
      ['str.{isspace,istitle,isupper,ljust,lstrip,maketrans}', 'held', ''],
      ['str.{removeprefix,removesuffix}', 'held', '', { since: '3.9' }],
      ['str.{rfind,rindex,rjust,rpartition,rstrip,startswith,swapcase,title,zfill,__contains__,__getitem__,__add__,__mod__,__mul__}', 'held', ''],
    ],
  },
  {
    from: 'Objects/bytesobject.c', read: NO_RELEASE,
    rows: [
      ['bytes', 'held', '', { when: 'memcpy' }],
      ['bytes.{capitalize,center,endswith,expandtabs,index,isalnum,isalpha,isascii,isdigit,islower,isspace,istitle,isupper,ljust,lower}', 'held', ''],
      ['bytes.{lstrip,maketrans,partition}', 'held', ''],
      ['bytes.{rfind,rindex,rjust,rpartition,rsplit,rstrip,splitlines,startswith,strip,swapcase,title,upper,zfill}', 'held', ''],
      ['{bytes,bytearray}.{removeprefix,removesuffix}', 'held', '', { since: '3.9' }],
    ],
  },
  {
    from: 'Objects/bytearrayobject.c', read: NO_RELEASE,
    rows: [
      ['bytearray.{append,capitalize,center,clear,copy,count,endswith,expandtabs,find,fromhex,hex,index,insert,isalnum,isalpha,isascii}', 'held', ''],
      ['bytearray.{isdigit,islower,isspace,istitle,isupper,ljust,lower,lstrip}', 'held', ''],
      ['bytearray.{maketrans,partition,pop,remove,replace,reverse,rfind,rindex,rjust,rpartition,rsplit,rstrip,split,splitlines,startswith}', 'held', ''],
      ['bytearray.{strip,swapcase,title,translate,upper,zfill}', 'held', ''],
      ['memoryview', 'held', '', { when: 'constant cost; no copy' }],
      ['memoryview.{cast,release,toreadonly}', 'held', '', { when: 'constant cost' }],
      ['memoryview.hex', 'held', ''],
    ],
  },
  {
    from: 'Objects/dictobject.c', read: NO_RELEASE,
    rows: [
      ['dict.{get,keys,pop,popitem,setdefault,values}', 'held', '', { when: 'constant cost' }],
      ['dict.clear', 'held', '', { when: 'frees every value with the GIL held' }],
    ],
  },
  {
    from: 'Objects/setobject.c', read: NO_RELEASE,
    rows: [
      ['set.{add,discard,pop,remove}', 'held', '', { when: 'constant cost' }],
      ['set.{clear,copy,difference_update,intersection_update,isdisjoint,issubset,issuperset,symmetric_difference}', 'held', ''],
      ['set.symmetric_difference_update', 'held', ''],
      ['frozenset.{copy,difference,intersection,isdisjoint,issubset,issuperset,symmetric_difference,union}', 'held', ''],
    ],
  },
  {
    from: 'Objects/boolobject.c, rangeobject.c and others', read: NO_RELEASE,
    rows: [
      ['{tuple,range}.{count,index}', 'held', ''],
      ['{range,slice,object,bool}', 'held', '', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Objects/', read: NO_RELEASE,
    rows: [
      ['int.{as_integer_ratio,bit_length,conjugate}', 'held', 'longobject.c', { when: 'constant cost' }],
      ['int.bit_count', 'held', 'longobject.c', { when: 'constant cost', since: '3.10' }],
      ['float', 'held', 'floatobject.c', { when: 'constant cost' }],
      ['float.{as_integer_ratio,conjugate,fromhex,hex,is_integer}', 'held', 'floatobject.c', { when: 'constant cost' }],
      ['complex', 'held', 'complexobject.c', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Python/bltinmodule.c', read: NO_RELEASE,
    rows: [
      ['{abs,bin,callable,chr,delattr,dir,format,getattr,globals,hasattr,hex,id}', 'held', '', { when: 'constant cost unless it calls a Python method' }],
      ['{isinstance,issubclass,iter,len,locals,next,oct,ord,round,setattr,type}', 'held', '', { when: 'constant cost unless it calls a Python method' }],
      ['{vars,super}', 'held', '', { when: 'constant cost unless it calls a Python method' }],
      ['{property,classmethod,staticmethod}', 'held', '', { when: 'constant cost' }],
      ['ascii', 'held', ''],
      ['{enumerate,reversed}', 'held', '', { when: 'lazy' }],
      ['{aiter,anext}', 'held', '', { when: 'constant cost', since: '3.10' }],
    ],
  },
  {
    confidence: 'inferred', medium: 'other',
    rows: [
      ['breakpoint', 'io', 'Python/bltinmodule.c over pdb', { when: 'waits for terminal input' }],
      ['{exit,quit}', 'python', 'Lib/_sitebuiltins.py', { when: 'raises SystemExit' }],
    ],
  },
];
