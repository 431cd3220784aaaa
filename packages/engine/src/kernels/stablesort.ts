/**
 * A stable sort that gives the reference's order also where `less` is no order (NaN): insertion sort of blocks of 20, then merges in
 * place by rotation.
 */
export function stableSort(items: Int32Array, less: (a: number, b: number) => boolean): void {
    const size = items.length;
    let block = 20;
    for (let start = 0; start < size; start += block) {
        insertionSort(items, start, Math.min(start + block, size), less);
    }
    for (; block < size; block *= 2) {
        for (let start = 0; start + block < size; start += 2 * block) {
            merge(items, start, start + block, Math.min(start + 2 * block, size), less);
        }
    }
}

type Less = (a: number, b: number) => boolean;

function swap(items: Int32Array, i: number, j: number): void {
    const item = items[i] as number;
    items[i] = items[j] as number;
    items[j] = item;
}

function insertionSort(items: Int32Array, start: number, end: number, less: Less): void {
    for (let i = start + 1; i < end; i += 1) {
        for (let j = i; j > start && less(items[j] as number, items[j - 1] as number); j -= 1) {
            swap(items, j, j - 1);
        }
    }
}

/** Merges the sorted runs start…middle and middle…end. */
function merge(items: Int32Array, start: number, middle: number, end: number, less: Less): void {
    if (middle - start === 1) {
        let low = middle;
        let high = end;
        while (low < high) {
            const half = (low + high) >>> 1;
            if (less(items[half] as number, items[start] as number)) {
                low = half + 1;
            } else {
                high = half;
            }
        }
        for (let at = start; at < low - 1; at += 1) {
            swap(items, at, at + 1);
        }
        return;
    }
    if (end - middle === 1) {
        let low = start;
        let high = middle;
        while (low < high) {
            const half = (low + high) >>> 1;
            if (!less(items[middle] as number, items[half] as number)) {
                low = half + 1;
            } else {
                high = half;
            }
        }
        for (let at = middle; at > low; at -= 1) {
            swap(items, at, at - 1);
        }
        return;
    }
    const half = (start + end) >>> 1;
    const sum = half + middle;
    let from: number;
    let to: number;
    if (middle > half) {
        from = sum - end;
        to = half;
    } else {
        from = start;
        to = middle;
    }
    const last = sum - 1;
    while (from < to) {
        const center = (from + to) >>> 1;
        if (!less(items[last - center] as number, items[center] as number)) {
            from = center + 1;
        } else {
            to = center;
        }
    }
    const cut = sum - from;
    if (from < middle && middle < cut) {
        rotate(items, from, middle, cut);
    }
    if (start < from && from < half) {
        merge(items, start, from, half, less);
    }
    if (half < cut && cut < end) {
        merge(items, half, cut, end, less);
    }
}

/** Exchanges the neighbouring pieces start…middle and middle…end. */
function rotate(items: Int32Array, start: number, middle: number, end: number): void {
    const first = items.slice(start, middle);
    items.copyWithin(start, middle, end);
    items.set(first, start + end - middle);
}
