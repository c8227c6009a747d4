# Functions on lists, as in nixpkgs' lib.lists.
rec {
  inherit (builtins)
    head
    tail
    length
    isList
    elem
    elemAt
    filter
    map
    concatLists
    concatMap
    foldl'
    genList
    all
    any
    sort
    partition
    groupBy
    ;
  singleton = x: [ x ];
  forEach = list: f: map f list;
  foldr =
    op: nul: list:
    let
      size = length list;
      go = n: if n == size then nul else op (elemAt list n) (go (n + 1));
    in
    go 0;
  fold = foldr;
  foldl = foldl';
  imap0 = f: list: genList (n: f n (elemAt list n)) (length list);
  imap1 = f: list: genList (n: f (n + 1) (elemAt list n)) (length list);
  flatten = x: if isList x then concatMap flatten x else [ x ];
  remove = e: filter (x: x != e);
  findFirst = pred: default: list: let found = filter pred list; in if found == [ ] then default else head found;
  count = pred: list: length (filter pred list);
  optional = condition: x: if condition then [ x ] else [ ];
  optionals = condition: list: if condition then list else [ ];
  toList = x: if isList x then x else [ x ];
  range = first: last: if first > last then [ ] else genList (n: first + n) (last - first + 1);
  replicate = n: x: genList (_: x) n;
  reverseList = list: let size = length list; in genList (n: elemAt list (size - n - 1)) size;
  take = n: sublist 0 n;
  drop = n: list: sublist n (length list) list;
  sublist =
    start: n: list:
    let
      size = length list;
      kept = if start >= size then 0 else if start + n > size then size - start else n;
    in
    genList (i: elemAt list (start + i)) kept;
  last = list: elemAt list (length list - 1);
  init = list: take (length list - 1) list;
  unique = foldl' (seen: e: if elem e seen then seen else seen ++ [ e ]) [ ];
  intersectLists = e: filter (x: elem x e);
  subtractLists = e: filter (x: !(elem x e));
  zipListsWith =
    f: a: b:
    genList (n: f (elemAt a n) (elemAt b n)) (if length a < length b then length a else length b);
  zipLists = zipListsWith (fst: snd: { inherit fst snd; });
  naturalSort = sort (a: b: builtins.compareVersions a b < 0);
  mutuallyExclusive = a: b: intersectLists a b == [ ];
}
